using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>From the keys of <c>ocx.lock</c> to the model. The file is made by programs, so that whatever is unknown is an error.</summary>
internal sealed class LockFileReader(TomlFile file)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private const string Metadata = "[metadata]";
    private const string Tool = "[[tool]]";

    public LockFile Read(TomlTable root)
    {
        var metadata = file.Table(file.Required(root, "The lock", "metadata"));

        // The version first: the rules below are those of the versions that are known.
        var version = ReadVersion(file.Required(metadata, Metadata, "lock_version"));
        file.RequireKnownKeys(root, "a lock", "metadata", "tool");
        file.RequireKnownKeys(
            metadata, Metadata, "lock_version", "declaration_hash_version", "declaration_hash", "generated_by", "generated_at");
        RequireHashVersion(file.Required(metadata, Metadata, "declaration_hash_version"));
        return new(
            version,
            ReadDigest(file.Required(metadata, Metadata, "declaration_hash")),
            file.String(file.Required(metadata, Metadata, "generated_by")),
            ReadTime(file.Required(metadata, Metadata, "generated_at")),
            root.TryGet("tool", out var tools) ? ReadTools(tools, version) : []);
    }

    private int ReadVersion(TomlEntry entry)
    {
        var version = file.Integer(entry);
        return version is 2 or 3
            ? (int)version
            : throw new OcxException(
                ProjectErrors.LockVersionUnsupported,
                $"The lock has version {version}; this program reads versions 2 and 3.",
                file.At(entry.Value.Position),
                ProjectErrors.LockVersionUnsupported.Remedy);
    }

    private void RequireHashVersion(TomlEntry entry)
    {
        if (file.Integer(entry) != DeclarationHash.Version)
        {
            throw file.Error(entry.Value.Position, $"Only {DeclarationHash.Version} is known as '{entry.Key}'.");
        }
    }

    private DateTimeOffset ReadTime(TomlEntry entry) =>
        DateTimeOffset.TryParseExact(file.String(entry), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw file.Error(entry.Value.Position, $"'{entry.Key}' must be a time such as 2026-08-01T10:00:00Z.");

    private Digest ReadDigest(TomlEntry entry)
    {
        var text = file.String(entry);
        return Digest.TryParse(text, out var digest) && digest.Algorithm == "sha256" && digest.ToString() == text
            ? digest
            : throw file.Error(entry.Value.Position, $"'{entry.Key}' must be sha256: and 64 lower-case hex digits.");
    }

    private List<LockedTool> ReadTools(TomlEntry entry, int version)
    {
        if (entry.Value is not TomlArray array || array.Items.Any(item => item is not TomlTable))
        {
            throw file.Error(entry.KeyPosition, $"Tools are written as {Tool}.");
        }

        var tools = new List<LockedTool>();
        var names = new HashSet<(string Group, string Name)>();
        foreach (var table in array.Items.Cast<TomlTable>())
        {
            var tool = ReadTool(table, version);
            if (!names.Add((tool.Group, tool.Name)))
            {
                throw file.Error(table.Position, $"The tool '{tool.Name}' of the group '{tool.Group}' is locked twice.");
            }

            tools.Add(tool);
        }

        return tools;
    }

    private LockedTool ReadTool(TomlTable table, int version)
    {
        file.RequireKnownKeys(table, Tool, "name", "group", "repository", "platforms");
        return new(
            file.String(file.Required(table, Tool, "group")),
            file.String(file.Required(table, Tool, "name")),
            ReadRepository(file.Required(table, Tool, "repository")),
            file.Table(file.Required(table, Tool, "platforms")).Entries.Select(entry => ReadPlatform(entry, version)));
    }

    private Identifier ReadRepository(TomlEntry entry)
    {
        var text = file.String(entry);
        return Identifier.TryParse(text, defaultRegistry: null, out var identifier, out var problem) && identifier is { Tag: null, Digest: null }
            ? identifier
            : throw file.Error(entry.Value.Position, $"The repository '{text}' is not registry/repository: {problem ?? "it has a tag or digest"}.");
    }

    private LockedPlatform ReadPlatform(TomlEntry entry, int version)
    {
        if (!LockPlatformKey.TryParse(entry.Key, version, out var platform, out var problem))
        {
            throw new OcxException(
                ProjectErrors.LockInvalid,
                $"'{entry.Key}' is not a platform as locks of version {version} write it: {problem}.",
                file.At(entry.KeyPosition),
                ProjectErrors.LockInvalid.Remedy,
                exit: ExitCode.Data);
        }

        return new(entry.Key, platform, ReadDigest(entry));
    }
}
