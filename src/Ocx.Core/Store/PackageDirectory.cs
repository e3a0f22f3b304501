using System.Text;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary>The parts of a package on disk, below its root or, while it is being made, below its staging directory.</summary>
public sealed record PackageDirectory(string Root)
{
    private const int MaximumSourceSize = 1024;

    public string Content => Path.Combine(Root, "content");

    /// <summary>Launchers; absent when the package declares no entry point.</summary>
    public string Entrypoints => Path.Combine(Root, "entrypoints");

    public string MetadataFile => Path.Combine(Root, "metadata.json");

    public string ManifestFile => Path.Combine(Root, "manifest.json");

    public string ResolveFile => Path.Combine(Root, "resolve.json");

    public string InstallFile => Path.Combine(Root, "install.json");

    public string DigestFile => Path.Combine(Root, "digest");

    /// <summary>The identifier it was installed from, since the path knows no repository; other implementations do not write it.</summary>
    public string SourceFile => Path.Combine(Root, "source");

    public string References(ReferenceKind kind) => Path.Combine(Root, "refs", kind.ToString().ToLowerInvariant());

    /// <summary>Published whole by one rename, so the presence of its parts is its completeness; other implementations besides say that it was not.</summary>
    public bool IsInstalled =>
        File.Exists(ResolveFile) && File.Exists(MetadataFile) && Directory.Exists(Content) && InstallRecord.SaysOk(InstallFile);

    /// <summary>What <see cref="SourceFile"/> says, unchecked: for people. Null where that cannot be told.</summary>
    public string? ReadSource()
    {
        try
        {
            return new FileInfo(SourceFile) is { Exists: true, Length: > 0 and <= MaximumSourceSize }
                ? Encoding.UTF8.GetString(SharedFile.ReadAllBytes(SourceFile, MaximumSourceSize)).Trim()
                : null;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            return null;
        }
    }
}
