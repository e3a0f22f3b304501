using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Ocx.Testing;

namespace Ocx.Build.Tests.Harness;

/// <summary>
/// A package whose programs print each argument as <c>arg: [TEXT]</c>, their directory, one of the package's variables, RECORDER_SAY and, as an error,
/// RECORDER_COMPLAIN, and end with the number in RECORDER_EXIT; with RECORDER_SILENT they print nothing.
/// </summary>
internal sealed record FakeTool(string Binding, string Identifier, string ManifestDigest, string BlobDigest)
{
    private const string Script = """
        #!/bin/sh
        test -z "$RECORDER_SILENT" || exit ${RECORDER_EXIT:-0}
        for argument in "$@"; do printf 'arg: [%s]\n' "$argument"; done
        printf 'where: [%s]\n' "$(pwd)"
        printf 'flavour: [%s]\n' "$RECORDER_FLAVOUR"
        test -z "$RECORDER_SAY" || printf '%s\n' "$RECORDER_SAY"
        test -z "$RECORDER_COMPLAIN" || printf '%s\n' "$RECORDER_COMPLAIN" >&2
        exit ${RECORDER_EXIT:-0}

        """;

    /// <summary>What MSBuild would take apart if it were not escaped.</summary>
    public const string Flavour = "vanilla; $(plain) @(sugar) 100%";

    /// <summary>The group of <c>ocx.toml</c> that binds it.</summary>
    public string Group { get; init; } = "default";

    private string Table => Group == "default" ? Group : $"group.{Group}";

    public static FakeTool Publish(TestRegistry registry, string binding, params IReadOnlyList<string> programs)
    {
        var repository = $"acme/{binding}";
        var metadata = Encoding.UTF8.GetBytes($$"""
            {"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","required":true,"value":"${installPath}/bin","visibility":"public"},{"key":"RECORDER_FLAVOUR","type":"constant","value":"{{Flavour}}","visibility":"public"}]}
            """.Trim());
        var layer = Layer(programs);
        var config = registry.PutBlob(repository, metadata);
        var blob = registry.PutBlob(repository, layer);
        var manifest = registry.PutManifest(repository, "1.0", Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.sh.ocx.package.v1+json","digest":"{{config}}","size":{{metadata.Length}}},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{blob}}","size":{{layer.Length}}}],"artifactType":"application/vnd.sh.ocx.package.v1"}
            """.Trim()));
        return new FakeTool(binding, $"{registry.Host}/{repository}:1.0", manifest, blob);
    }

    /// <summary>What <c>ocx lock</c> would write for these tools.</summary>
    public static string Lock(string platform, params IReadOnlyList<FakeTool> tools)
    {
        var sorted = tools.OrderBy(tool => tool.Table, StringComparer.Ordinal).ThenBy(tool => tool.Binding, StringComparer.Ordinal).ToList();
        var declared = sorted.GroupBy(tool => tool.Table, tool => $"""["{tool.Binding}","{tool.Identifier}"]""");
        var declaration = $"{{{string.Join(',', declared.Select(group => $"\"{group.Key}\":[{string.Join(',', group)}]"))}}}";
        var text = new StringBuilder($"""
            [metadata]
            lock_version = 2
            declaration_hash_version = 1
            declaration_hash = "sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(declaration)))}"
            generated_by = "ocx 0.1.0"
            generated_at = "2026-01-01T00:00:00Z"

            """);
        foreach (var tool in sorted)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"""

                [[tool]]
                name = "{tool.Binding}"
                group = "{tool.Group}"
                repository = "{tool.Identifier[..tool.Identifier.LastIndexOf(':')]}"

                [tool.platforms]
                {platform} = "{tool.ManifestDigest}"

                """);
        }

        return text.ToString();
    }

    public static string Project(params IReadOnlyList<FakeTool> tools) => string.Concat(tools.GroupBy(tool => tool.Table).Select(group =>
        $"[{(group.Key == "default" ? "tools" : $"{group.Key}.tools")}]\n" + string.Concat(group.Select(tool => $"{tool.Binding} = \"{tool.Identifier}\"\n"))));

    private static byte[] Layer(IReadOnlyList<string> programs)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var archive = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "bin/") { Mode = (UnixFileMode)0x1ED });
            foreach (var program in programs)
            {
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"bin/{program}")
                {
                    Mode = (UnixFileMode)0x1ED,
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Script)),
                });
            }
        }

        return bytes.ToArray();
    }
}
