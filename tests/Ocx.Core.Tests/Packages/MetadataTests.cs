using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Packages;

[TestClass]
public sealed class MetadataTests
{
    private const string Digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

    [TestMethod]
    public void The_canonical_form_has_fixed_order_and_says_nothing_needless()
    {
        var canonical = Canonical($$"""
            {
              "$schema": "https://ocx.sh/schemas/metadata/v1.json",
              "integrations": {},
              "entrypoints": { "zig": {}, "zcc": { "args": ["cc"], "command": "zig" } },
              "binaries": ["zig", { "name": "ar" }],
              "env": [
                { "visibility": "public", "value": "${self.installPath}", "type": "constant", "key": "ZIG_HOME" },
                { "key": "PATH", "type": "path", "value": "bin" },
                { "key": "OPTS", "type": "list", "separator": " ", "value": "-x", "visibility": "interface" }
              ],
              "dependencies": [{ "identifier": "ghcr.io/demo/jdk:21@{{Digest}}", "name": "jdk" }, { "identifier": "ghcr.io/demo/x@{{Digest}}", "visibility": "public" }],
              "version": 1, "strip_components": 1, "type": "bundle", "unknown": true
            }
            """);

        Assert.AreEqual(
            $$$"""{"type":"bundle","version":1,"strip_components":1,"env":[{"key":"ZIG_HOME","type":"constant","value":"${self.installPath}","visibility":"public"},{"key":"PATH","type":"path","required":false,"value":"bin","visibility":"private"},{"key":"OPTS","type":"list","separator":" ","value":"-x","visibility":"interface"}],"dependencies":[{"identifier":"ghcr.io/demo/jdk:21@{{{Digest}}}","visibility":"sealed","name":"jdk"},{"identifier":"ghcr.io/demo/x@{{{Digest}}}","visibility":"public"}],"entrypoints":{"zcc":{"command":"zig","args":["cc"]},"zig":{}},"binaries":["ar","zig"]}""",
            canonical);
        Assert.AreEqual(canonical, Canonical(canonical));
    }

    [TestMethod]
    public void An_empty_claim_of_binaries_is_kept() =>
        Assert.AreEqual("""{"type":"bundle","version":1,"binaries":[]}""", Canonical("""{"type":"bundle","version":1,"binaries":[]}"""));

    [TestMethod]
    public void Text_is_written_as_it_is() =>
        Assert.Contains("\"ä+<'&/\"", Canonical("""{"type":"bundle","version":1,"env":[{"key":"A","type":"constant","value":"\u00e4+<'&\/"}]}"""));

    [TestMethod]
    public void The_early_array_of_entry_points_is_read() =>
        Assert.AreEqual(
            """{"type":"bundle","version":1,"entrypoints":{"run":{"command":"tool"}}}""",
            Canonical("""{"type":"bundle","version":1,"entrypoints":[{"name":"run","target":"${installPath}/bin/tool"}]}"""));

    [TestMethod]
    [DataRow("""{"type":"bundle","version":2}""", "version")]
    [DataRow("""{"type":"image","version":1}""", "bundle")]
    [DataRow("""{"type":"bundle","version":1,"strip_components":256}""", "strip_components")]
    [DataRow("""{"type":"bundle","version":1,"env":{}}""", "env")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"magic","value":"x"}]}""", "env[0].type")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"constant","value":"x","visibility":"sealed"}]}""", "env[0].visibility")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"list","value":"x"}]}""", "separator")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A","type":"list","value":"x ","separator":" "}]}""", "separator")]
    [DataRow("""{"type":"bundle","version":1,"env":[{"key":"A=B","type":"constant","value":"x"}]}""", "A=B")]
    [DataRow("""{"type":"bundle","version":1,"dependencies":[{"identifier":"jdk"}]}""", "dependencies[0]")]
    [DataRow("""{"type":"bundle","version":1,"dependencies":[{"identifier":"a.b/x:1"},{"identifier":"a.b/x:2"}]}""", "a.b/x")]
    [DataRow("""{"type":"bundle","version":1,"entrypoints":{"../x":{}}}""", "entrypoints")]
    [DataRow("""{"type":"bundle","version":1,"entrypoints":{"x":{},"x":{}}}""", "JSON")]
    [DataRow("""{"type":"bundle","version":1,"binaries":["a/b"]}""", "binaries[0]")]
    [DataRow("""{"type":"bundle","version":1,"binaries":["con.exe"]}""", "binaries[0]")]
    [DataRow("""{"type":"bundle","version":1,"binaries":["Ar","ar"]}""", "binaries[1]")]
    [DataRow("""{"type":"bundle","version":1,"integrations":{"a b":1}}""", "integrations")]
    public void What_breaks_a_rule_is_refused_with_its_place(string json, string expected)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => MetadataReader.Parse(Encoding.UTF8.GetBytes(json), "metadata.json"));

        Assert.AreEqual("OCX3009", failure.Code.Id);
        Assert.AreEqual("metadata.json", failure.Location!.Value.File);
        Assert.Contains(expected, failure.Message);
    }

    [TestMethod]
    public void Text_that_is_no_Unicode_is_refused()
    {
        Assert.ThrowsExactly<OcxException>(() => MetadataReader.Parse("""{"type":"bundle","version":1,"env":[{"key":"A","type":"constant","value":"\ud800"}]}"""u8.ToArray(), "m"));
        Assert.ThrowsExactly<OcxException>(() => MetadataReader.Parse((byte[])[.. "{\"type\":\"bun"u8, 0xff, .. "dle\",\"version\":1}"u8], "m"));
    }

    [TestMethod]
    public void Broken_json_has_line_and_column()
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => MetadataReader.Parse("{\n  \"type\": bundle\n}"u8.ToArray(), "m.json"));

        Assert.AreEqual(2, failure.Location!.Value.Line);
        Assert.AreEqual(11, failure.Location.Value.Column);
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(MetadataWriter.ToConfig(MetadataReader.Parse(Encoding.UTF8.GetBytes(json), "test")));
}
