using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Projects;

/// <summary>From the keys of <c>ocx.toml</c> to the model.</summary>
internal sealed class ProjectFileReader(string path, TomlFile file)
{
    private readonly EnvironmentTableReader _environments = new(file);

    public ProjectFile Read(TomlDocument document)
    {
        var root = document.Root;
        file.RequireKnownKeys(root, "the project file", "tools", "group", "env", "package", "lazy-mode", "lazy-report", "trust");
        return new(path, document)
        {
            Groups = [ReadDefaultGroup(root), .. Entries(root, "group").Select(ReadGroup)],
            Environment = root.TryGet("env", out var environment) ? _environments.Read(environment) : [],
            Packages = [.. Entries(root, "package").Select(ReadPackage)],
            LazyMode = ReadLazyMode(root),
            LazyReport = ReadLazyReport(root),
            TrustPolicies = root.TryGet("trust", out var trust) ? ReadTrustPolicies(file.Table(trust)) : [],
        };
    }

    private IReadOnlyList<TomlEntry> Entries(TomlTable root, string key) => root.TryGet(key, out var entry) ? file.Table(entry).Entries : [];

    private ProjectGroup ReadDefaultGroup(TomlTable root) =>
        new(ProjectGroup.Default, [.. Entries(root, "tools").Select(entry => ReadTool(ProjectGroup.Default, entry))], [], LazyMode: null);

    /// <summary>Reads both shapes: bindings directly in <c>[group.name]</c>, and in <c>[group.name.tools]</c>.</summary>
    private ProjectGroup ReadGroup(TomlEntry group)
    {
        if (ProjectGroup.IsReserved(group.Key))
        {
            throw file.Error(group.KeyPosition, group.Key == ProjectGroup.Default
                ? "The group 'default' is the table [tools]; write its tools there."
                : "The group name 'all' is reserved: it stands for every group.");
        }

        var tools = new List<ToolDeclaration>();
        IReadOnlyList<EnvironmentDeclaration> environment = [];
        LazyMode? lazyMode = null;
        foreach (var entry in file.Table(group).Entries)
        {
            switch (entry)
            {
                case { Key: "tools", Value: TomlTable nested }:
                    foreach (var tool in nested.Entries)
                    {
                        AddTool(tools, group.Key, tool);
                    }

                    break;
                case { Key: "env", Value: TomlTable }:
                    environment = _environments.Read(entry);
                    break;
                case { Key: "lazy-mode", Value: TomlString { Value: var word } } when !word.Contains('/', StringComparison.Ordinal):
                    lazyMode = ReadLazyMode((TomlTable)group.Value);
                    break;
                case { Value: TomlString }:
                    AddTool(tools, group.Key, entry);
                    break;
                default:
                    throw file.Error(
                        entry.KeyPosition,
                        $"'{entry.Key}' is not a key of a group, which may hold the tables tools and env, lazy-mode, and tools as strings.");
            }
        }

        return new(group.Key, tools, environment, lazyMode);
    }

    private void AddTool(List<ToolDeclaration> tools, string group, TomlEntry entry)
    {
        if (tools.Find(tool => tool.Name == entry.Key) is { } first)
        {
            throw file.Error(entry.KeyPosition, $"The tool '{entry.Key}' stands twice in the group '{group}', first in line {first.Location.Line}.");
        }

        tools.Add(ReadTool(group, entry));
    }

    private ToolDeclaration ReadTool(string group, TomlEntry entry)
    {
        var location = file.At(entry.Value.Position);
        if (entry.Value is not TomlString { Value: var text })
        {
            throw Invalid($"The tool '{entry.Key}' must be a string, not {entry.Value.Description}.");
        }

        if (!Identifier.TryParse(text, defaultRegistry: null, out var identifier, out var problem))
        {
            throw Invalid($"The tool '{entry.Key}' is not a package identifier: {problem}.");
        }

        return new(group, entry.Key, ToolDeclaration.Normalize(identifier), location);

        OcxException Invalid(string message) => new(ProjectErrors.ToolValueInvalid, message, location, ProjectErrors.ToolValueInvalid.Remedy);
    }

    private PackageSettings ReadPackage(TomlEntry entry)
    {
        if (!Identifier.TryParse(entry.Key, defaultRegistry: null, out var package, out var problem) || package.Digest is not null)
        {
            throw file.Error(entry.KeyPosition, $"The package '{entry.Key}' is not named as registry/repository: {problem ?? "it has a digest"}.");
        }

        var table = file.Table(entry);
        file.RequireKnownKeys(table, "a package", "no-patches", "lazy-mode", "lazy-report");
        return new(
            entry.Key,
            package,
            table.TryGet("no-patches", out var noPatches) ? file.Boolean(noPatches) : null,
            ReadLazyMode(table),
            ReadLazyReport(table),
            file.At(entry.KeyPosition));
    }

    private LazyMode? ReadLazyMode(TomlTable table) =>
        table.TryGet("lazy-mode", out var entry) ? file.Choice(entry, ("never", LazyMode.Never), ("always", LazyMode.Always)) : null;

    private LazyReport? ReadLazyReport(TomlTable table) =>
        table.TryGet("lazy-report", out var entry) ? file.Choice(entry, ("silent", LazyReport.Silent), ("progress", LazyReport.Progress)) : null;

    private List<TomlTable> ReadTrustPolicies(TomlTable trust)
    {
        // `sigstore` belongs to the configuration and means nothing here.
        file.RequireKnownKeys(trust, "trust", "policy", "sigstore");
        if (!trust.TryGet("policy", out var entry))
        {
            return [];
        }

        if (entry.Value is not TomlArray policies || policies.Items.Any(item => item is not TomlTable))
        {
            throw file.Error(entry.KeyPosition, "Trust policies are written as [[trust.policy]].");
        }

        var tables = policies.Items.Cast<TomlTable>().ToList();
        tables.ForEach(policy => file.RequireKnownKeys(policy, "a trust policy", "scope", "builder", "keyless"));
        return tables;
    }
}
