using Ocx.Core.Diagnostics;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>An <c>ocx.toml</c>: the tools a repository wants, in groups, with their settings (contract: cli, 7).</summary>
public sealed class ProjectFile
{
    public const string FileName = "ocx.toml";

    internal ProjectFile(string path, TomlDocument document)
    {
        Path = path;
        Document = document;
    }

    /// <summary>As it was given to <see cref="Parse"/>.</summary>
    public string Path { get; }

    /// <summary>The default group first, even when the file has no <c>[tools]</c>; then the others in the order of the file.</summary>
    public required IReadOnlyList<ProjectGroup> Groups { get; init; }

    /// <summary><c>[env]</c>: for the tools of every group.</summary>
    public required IReadOnlyList<EnvironmentDeclaration> Environment { get; init; }

    public required IReadOnlyList<PackageSettings> Packages { get; init; }

    public required LazyMode? LazyMode { get; init; }

    public required LazyReport? LazyReport { get; init; }

    /// <summary>The tables of <c>[[trust.policy]]</c>, of which only the keys have been checked.</summary>
    public required IReadOnlyList<TomlTable> TrustPolicies { get; init; }

    internal TomlDocument Document { get; }

    /// <param name="content">UTF-8, at most 65,536 bytes.</param>
    /// <param name="path">For error locations.</param>
    /// <exception cref="OcxException">OCX1002, OCX1003, OCX1004 or OCX1015, with the place.</exception>
    public static ProjectFile Parse(ReadOnlySpan<byte> content, string path)
    {
        var file = new TomlFile(path, ProjectErrors.ProjectSyntax, ProjectErrors.ProjectSchema);
        return new ProjectFileReader(path, file).Read(file.Parse(content));
    }

    public ProjectGroup? FindGroup(string name) => Groups.FirstOrDefault(group => group.Name == name);

    public byte[] ToBytes() => Document.ToBytes();
}
