using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;
using Ocx.Core.Publishing;

namespace Ocx.Core.Tests.Packages;

/// <summary>Errors in metadata point at what is wrong. A ^ in the text below stands for the place, before what is there.</summary>
[TestClass]
public sealed class MetadataPlaceTests
{
    [TestMethod]
    [DataRow("{\n  \"type\": ^bundle\n}")]
    [DataRow("{\n  \"type\": ^\"image\",\n  \"version\": 1\n}")]
    [DataRow("{\n  \"type\": \"bundle\",\n  \"version\": ^2\n}")]
    [DataRow("^{ \"version\": 1 }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1,\n  \"strip_components\": ^256 }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1,\r\n  \"env\": ^{} }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"ÄÖ😀\", \"value\": \"ä\", \"type\": ^\"magic\" }\n] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"A\", \"type\": \"constant\", \"value\": \"x\" },\n  ^{ \"key\": \"B\", \"type\": \"list\", \"value\": \"x\" }\n] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": ^\"A=B\", \"type\": \"constant\", \"value\": \"x\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"A\", \"type\": \"constant\", \"value\": \"x\",\n    \"visibility\": ^\"sealed\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"dependencies\": [\n  { \"identifier\": \"a.b/x:1\" },\n  ^{ \"identifier\": \"a.b/x:2\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"dependencies\": [\n  { \"name\": \"x\", \"identifier\": ^\"jdk\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"entrypoints\": {\n  \"x\": {},\n  \"../x\": ^{} } }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"entrypoints\": {\n  \"x\": {},\n  ^\"x\": {} } }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"binaries\": [ \"a\",\n\t^\"a/b\" ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"integrations\": { \"a.b[0]\": { \"x\": 1 },\n \"c d\": ^{} } }")]
    public void Structure(string text) => Check(text, StoreErrors.MetadataInvalid, json => MetadataReader.Parse(json, "m.json"));

    [TestMethod]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"A\", \"type\": \"constant\", \"value\": ^\"${nope}\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"A\", \"type\": \"constant\", \"value\": \"x\" },\n  { \"value\": ^\"${self.env.B}\", \"key\": \"C\", \"type\": \"constant\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"env\": [\n  { \"key\": \"A\", \"type\": \"constant\", \"value\": ^\"${deps.x.installPath}\" } ] }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"entrypoints\": {\n  \"a\": {}, \"b\": { \"args\": [ \"-x\",\n    ^\"${deps.y.installPath}\" ] } } }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"integrations\": { \"a.b\": {\n  \"ok\": [ \"${installPath:posix}\", 1 ], \"x\": [ true, { \"y\": ^\"${self.env.A}\" } ] } } }")]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"integrations\": { \"a.b\": \"$${x}\",\n  \"c\": ^\"${deps.x.installPath}\" } }")]
    public void Tokens(string text) =>
        Check(text, ExecutionErrors.TemplateInvalid, json => PublishGate.Check(MetadataReader.Parse(json, "m.json"), "m.json", json));

    [TestMethod]
    [DataRow("{ \"type\": \"bundle\", \"version\": 1, \"dependencies\": [\n  { \"visibility\": \"public\",\n    \"identifier\": ^\"a.b/x:1\" } ] }")]
    public void Pins(string text) =>
        Check(text, StoreErrors.MetadataInvalid, json => PublishGate.RequirePinned(MetadataReader.Parse(json, "m.json"), "m.json", json));

    private static void Check(string text, ErrorCode code, Action<byte[]> read)
    {
        var place = text.IndexOf('^', StringComparison.Ordinal);
        var before = text[..place];
        var expected = new SourceLocation("m.json", before.Count(c => c == '\n') + 1, place - before.LastIndexOf('\n'));

        var failure = Assert.ThrowsExactly<OcxException>(() => read(Encoding.UTF8.GetBytes(text.Remove(place, 1))));

        Assert.AreEqual(code, failure.Code, failure.Message);
        Assert.AreEqual(expected, failure.Location);
    }
}
