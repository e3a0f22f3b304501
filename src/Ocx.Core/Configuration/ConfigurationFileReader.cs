using Ocx.Core.Diagnostics;
using Ocx.Core.Toml;

namespace Ocx.Core.Configuration;

/// <summary>What a <c>config.toml</c> may say. Keys of entries are checked, for a misspelled one would silently do nothing.</summary>
internal sealed class ConfigurationFileReader(string path, Action<string>? warn)
{
    private const string Default = "default";
    private const string Url = "url";
    private const string Index = "index";
    private const string RegistryRole = "registry";

    private readonly TomlFile _file = new(path, ProjectErrors.ConfigSyntax, ProjectErrors.ConfigSyntax);
    private readonly string _directory = Path.GetDirectoryName(path)!;

    public ConfigurationFile Parse(byte[] content)
    {
        var root = _file.Parse(content).Root;
        return new(path, DefaultRegistry(root), Registries(root), Mirrors(root));
    }

    private Setting<string>? DefaultRegistry(TomlTable root)
    {
        if (!root.TryGet("registry", out var registry))
        {
            return null;
        }

        var table = _file.Table(registry);
        foreach (var unknown in table.Entries.Where(entry => entry.Key != Default))
        {
            warn?.Invoke($"{_file.At(unknown.KeyPosition)}: '{unknown.Key}' is not a key of [registry], which may hold {Default}; it is ignored.");
        }

        if (!table.TryGet(Default, out var given))
        {
            return null;
        }

        var name = _file.String(given);
        return name.Length > 0 ? new(name, Origin(given)) : throw _file.Error(given.Value.Position, "'default' must name a registry, not be empty.");
    }

    private Dictionary<string, Setting<Uri>> Registries(TomlTable root)
    {
        var registries = new Dictionary<string, Setting<Uri>>(StringComparer.Ordinal);
        foreach (var entry in Entries(root, "registries"))
        {
            var table = _file.Table(entry);

            // Newer versions of ocx write index and trusted_hosts, for their published index; this one has no use for them.
            RequireKnownKeys(table, $"[registries.{TomlWriter.Key(entry.Key)}]", Url, Index, "trusted_hosts");
            if (table.TryGet(Url, out var url))
            {
                registries[entry.Key] = RegistryAddress.TryParse(_file.String(url), _directory) is { } address
                    ? new(address, Origin(url))
                    : throw _file.Error(url.Value.Position, $"The url of '{entry.Key}' is not the address of a registry: {RegistryAddress.Forms}.");
            }
        }

        return registries;
    }

    private Dictionary<string, MirrorEntry> Mirrors(TomlTable root)
    {
        var mirrors = new Dictionary<string, MirrorEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries(root, "mirrors"))
        {
            if (!MirrorMap.IsHost(entry.Key))
            {
                throw _file.Error(entry.KeyPosition, "This is not a host. A mirror is named by the registry it stands for, as identifiers spell it: \"ghcr.io\".");
            }

            if (Mirror(entry) is { } mirror)
            {
                mirrors[entry.Key] = mirror;
            }
        }

        return mirrors;
    }

    /// <summary>Null: an entry of newer versions that concerns their index only.</summary>
    private MirrorEntry? Mirror(TomlEntry entry)
    {
        if (entry.Value is not TomlTable table)
        {
            return new(_file.String(entry), _directory, Origin(entry));
        }

        RequireKnownKeys(table, $"[mirrors.{TomlWriter.Key(entry.Key)}]", Url, RegistryRole, Index);
        var hasUrl = table.TryGet(Url, out var url);
        var hasRole = table.TryGet(RegistryRole, out var role);
        if (hasUrl && hasRole)
        {
            throw _file.Error(role!.KeyPosition, "'url' and 'registry' mean the same; write one of them.");
        }

        return (url ?? role) is { } address ? new(_file.String(address), _directory, Origin(address))
            : table.TryGet(Index, out _) ? null
            : new(null, _directory, SettingOrigin.File(_file.At(entry.KeyPosition)));
    }

    private IEnumerable<TomlEntry> Entries(TomlTable root, string key) => root.TryGet(key, out var all) ? _file.Table(all).Entries : [];

    private void RequireKnownKeys(TomlTable table, string where, params ReadOnlySpan<string> known)
    {
        if (table.TryGet("insecure", out var insecure))
        {
            throw _file.Error(insecure.KeyPosition, $"'insecure' is no key of {where}: plain HTTP is allowed by listing the host in {OcxVariables.InsecureRegistries}.");
        }

        _file.RequireKnownKeys(table, where, known);
    }

    private SettingOrigin Origin(TomlEntry entry) => SettingOrigin.File(_file.At(entry.KeyPosition));
}
