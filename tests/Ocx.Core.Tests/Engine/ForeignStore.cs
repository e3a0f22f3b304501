using System.Security.Cryptography;
using System.Text;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Engine;

/// <summary>
/// A store as another implementation writes it (contract: package, 4.2 to 4.6 and 4.14), made by plain file operations only: no inventory of
/// layers, no source of packages, no leases.
/// </summary>
internal sealed class ForeignStore(string home)
{
    public const string Registry = "ocx.sh";

    private const string InstallRecord = "{\n  \"timestamp\": \"2026-08-01T10:00:00.123456789+00:00\",\n  \"ok\": true\n}";

    /// <summary>Makes a package for any platform with one program, which says the package's name.</summary>
    /// <param name="needs">What this returned for its dependencies.</param>
    /// <returns>Its digest.</returns>
    public string AddPackage(string name, params string[] needs)
    {
        var layerDigest = Sha256($"layer of {name}");
        var layer = Object("layers", layerDigest);
        var program = Write(Path.Combine(layer, "content/bin", name), $"#!/bin/sh\necho {name}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        }

        Write(Path.Combine(layer, "digest"), layerDigest);

        var config = AddBlob("""{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""" + new string(' ', name.Length));
        var manifest = AddBlob(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.sh.ocx.package.v1","config":{"mediaType":"application/vnd.sh.ocx.package.v1+json","digest":"{{config}}","size":1},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{layerDigest}}","size":1}]}""");
        var index = AddBlob(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{manifest}}","size":1}]}""");

        var package = Object("packages", manifest);
        Directory.CreateDirectory(Path.Combine(package, "content/bin"));
        Assert.AreEqual(LinkOutcome.Created, Links.CreateHard(Path.Combine(package, "content/bin", name), program).Outcome);
        Write(
            Path.Combine(package, "metadata.json"),
            "{\n  \"type\": \"bundle\",\n  \"version\": 1,\n  \"env\": [\n    {\n      \"key\": \"PATH\",\n      \"type\": \"path\",\n      \"value\": \"bin\",\n      \"visibility\": \"public\"\n    }\n  ]\n}");
        Write(Path.Combine(package, "manifest.json"), "{}");
        Write(
            Path.Combine(package, "resolve.json"),
            $$"""{"dependencies":[{{string.Join(',', needs.Select(need => $$"""{"identifier":"ocx.sh/acme/lib:1@{{need}}","visibility":"public"}"""))}}]}""");
        Write(Path.Combine(package, "install.json"), InstallRecord);
        Write(Path.Combine(package, "digest"), manifest);
        Refer(package, "layers", layerDigest, "layers", "content");
        foreach (var blob in (string[])[config, manifest, index])
        {
            Refer(package, "blobs", blob, "blobs", "data");
        }

        foreach (var need in needs)
        {
            Refer(package, "deps", need, "packages", "content");
        }

        return manifest;
    }

    /// <returns>Absolute path of the link.</returns>
    public string AddLink(string repository, string name, string digest)
    {
        var link = Path.Combine(home, "symlinks", Registry, repository, name);
        Symlink(link, Object("packages", digest));
        Symlink(Path.Combine(Object("packages", digest), "refs/symlinks", Sha256(link)["sha256:".Length..][..16]), link);
        return link;
    }

    /// <summary>A project with a lock of version 3 that names one package.</summary>
    public void AddProject(string directory, string repository, string digest)
    {
        Write(
            Path.Combine(directory, "ocx.lock"),
            $"""
            [metadata]
            lock_version = 3
            declaration_hash_version = 1
            declaration_hash = "{Sha256("declarations")}"
            generated_by = "ocx 0.5.8"
            generated_at = "2026-08-01T10:00:00Z"

            [[tool]]
            name = "tool"
            group = "default"
            repository = "{Registry}/{repository}"

            [tool.platforms]
            "darwin/arm64" = "{Sha256("for another machine")}"
            "linux/amd64+libc.glibc" = "{digest}"

            """);
        Symlink(Path.Combine(home, "projects", Sha256(directory)["sha256:".Length..][..16]), directory);
    }

    /// <summary>A tool that is installed when it is first used.</summary>
    /// <returns>Absolute path of the one blob that it needs.</returns>
    public string AddShim(string repository)
    {
        var manifest = AddBlob($"manifest of {repository}");
        var shim = Path.Combine(home, "shims", Registry, repository, Path.GetRelativePath(Path.Combine(home, "blobs", Registry), Object("blobs", manifest)));
        Write(Path.Combine(shim, "digest"), manifest);
        Write(Path.Combine(shim, "bin/tool"), "#!/bin/sh\n");
        Refer(shim, "blobs", manifest, "blobs", "data");
        return Object("blobs", manifest);
    }

    public string Object(string kind, string digest)
    {
        var hex = digest["sha256:".Length..];
        return Path.Combine(home, kind, Registry, "sha256", hex[..2], hex[2..32]);
    }

    private string AddBlob(string content)
    {
        var digest = Sha256(content);
        Write(Path.Combine(Object("blobs", digest), "data"), content);
        return digest;
    }

    private void Refer(string package, string kind, string digest, string store, string end) =>
        Symlink(Path.Combine(package, "refs", kind, $"sha256_{digest["sha256:".Length..][..32]}"), Path.Combine(Object(store, digest), end));

    private static string Sha256(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private static void Symlink(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }
}
