using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>An <c>ocx.lock</c>: the digests of the project's tools (contract: cli, 8). Versions 2 and 3 are read and written.</summary>
public sealed class LockFile
{
    public const string FileName = "ocx.lock";

    /// <summary>Of a lock that has no predecessor.</summary>
    public const int DefaultVersion = 2;

    /// <param name="version">2 or 3; the platform keys of the tools are in its grammar.</param>
    /// <param name="generatedAt">In UTC and whole seconds.</param>
    /// <param name="tools">In any order, each group and name once.</param>
    internal LockFile(int version, Digest declarationHash, string generatedBy, DateTimeOffset generatedAt, IEnumerable<LockedTool> tools)
    {
        Version = version;
        DeclarationHash = declarationHash;
        GeneratedBy = generatedBy;
        GeneratedAt = generatedAt;
        Tools = [.. tools.OrderBy(tool => tool.Group, Utf8Order.Instance).ThenBy(tool => tool.Name, Utf8Order.Instance)];
    }

    public int Version { get; }

    /// <summary>Of the project file that this was made for.</summary>
    public Digest DeclarationHash { get; }

    /// <summary>Program and version.</summary>
    public string GeneratedBy { get; }

    /// <summary>When the tools last changed, in UTC.</summary>
    public DateTimeOffset GeneratedAt { get; }

    /// <summary>By group, then name.</summary>
    public IReadOnlyList<LockedTool> Tools { get; }

    /// <param name="content">UTF-8, at most 65,536 bytes.</param>
    /// <param name="path">For error locations.</param>
    /// <exception cref="OcxException">OCX1007, OCX1008 or OCX1015, with the place.</exception>
    public static LockFile Parse(ReadOnlySpan<byte> content, string path)
    {
        var file = new TomlFile(path, ProjectErrors.LockInvalid, ProjectErrors.LockInvalid, ProjectErrors.LockInvalid.Remedy);
        return new LockFileReader(file).Read(file.Parse(content).Root);
    }

    /// <summary>The lock to write after <paramref name="previous"/>: of its version, and of its time as long as the tools are the same.</summary>
    /// <param name="previous">Null: there was none, or none that can be read.</param>
    /// <param name="tools">Their platform keys are in the grammar of the previous lock's version, else of <see cref="DefaultVersion"/>.</param>
    public static LockFile Succeed(
        LockFile? previous, Digest declarationHash, string generatedBy, IEnumerable<LockedTool> tools, DateTimeOffset now)
    {
        var wholeSeconds = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var next = new LockFile(previous?.Version ?? DefaultVersion, declarationHash, generatedBy, wholeSeconds, tools);
        if (previous is null)
        {
            return next;
        }

        // A clock that went back must not make a changed lock look older.
        var time = next.Tools.SequenceEqual(previous.Tools) ? previous.GeneratedAt
            : wholeSeconds > previous.GeneratedAt ? wholeSeconds
            : previous.GeneratedAt.AddSeconds(1);
        return new(next.Version, declarationHash, generatedBy, time, next.Tools);
    }

    /// <summary>Whether it was made for the tools that the project declares now.</summary>
    /// <remarks>A merge can keep the hash and lose an entry, so the entries are looked at too.</remarks>
    public bool IsCurrent(ProjectFile project)
    {
        var declared = project.Groups.SelectMany(group => group.Tools).ToList();
        return DeclarationHash == Projects.DeclarationHash.Compute(project)
            && declared.Count == Tools.Count
            && declared.TrueForAll(tool => Find(tool.Group, tool.Name)?.Repository.RepositoryName == tool.Identifier.RepositoryName);
    }

    public LockedTool? Find(string group, string name) => Tools.FirstOrDefault(tool => tool.Group == group && tool.Name == name);

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="OcxException">OCX1015: no one could read it.</exception>
    public byte[] ToBytes() => LockFileWriter.Write(this);
}
