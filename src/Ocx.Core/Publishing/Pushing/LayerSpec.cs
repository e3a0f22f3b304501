using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>
/// A layer of a package that is to be published, as it is written: <c>PATH[:OPTIONS]</c> or <c>ALGORITHM:HEX.EXTENSION[:OPTIONS]</c>, where options
/// are a comma list of <c>strip=N</c>, <c>prefix=PATH</c> and <c>from=REPOSITORY</c> (contract: package, 1.7).
/// </summary>
/// <param name="Path">Of an archive, as written; null for a layer that the registry has.</param>
/// <param name="Digest">Of a layer that the registry has; null for an archive.</param>
/// <param name="MediaType">What the extension stands for.</param>
/// <param name="Strip">Leading path components to leave out of this layer; null: what the metadata says.</param>
/// <param name="Prefix">The directory of the package that the layer goes into, with '/'; null for the root.</param>
/// <param name="From">A repository of the same registry that has the layer.</param>
public sealed record LayerSpec(string? Path, Digest? Digest, string MediaType, byte? Strip = null, string? Prefix = null, string? From = null)
{
    private static readonly string[] OptionNames = ["strip=", "prefix=", "from="];
    private static readonly string[] Algorithms = ["sha256:", "sha384:", "sha512:"];

    /// <summary>What the package's manifest says about the layer; null for nothing.</summary>
    internal IReadOnlyDictionary<string, string>? Annotations
    {
        get
        {
            var annotations = new Dictionary<string, string>();
            if (Strip is { } strip)
            {
                annotations[LayerPlacement.StripAnnotation] = strip.ToString(CultureInfo.InvariantCulture);
            }

            if (Prefix is { } prefix)
            {
                annotations[LayerPlacement.PrefixAnnotation] = prefix;
            }

            return annotations.Count == 0 ? null : annotations;
        }
    }

    /// <summary>An archive in a file.</summary>
    /// <exception cref="OcxException">OCX3007: its name does not end as an archive's.</exception>
    public static LayerSpec OfFile(string path) => new(path, null, MediaTypes.LayerTypeOf(path) ?? throw NoArchive(path));

    /// <summary>Whether the text can only be a layer, not a package: it ends as an archive, or has a layer's options.</summary>
    public static bool LooksLikeLayer(string text)
    {
        var (layer, options) = Split(text);
        return options is not null || MediaTypes.LayerTypeOf(layer) is not null;
    }

    /// <exception cref="OcxException">OCX1022, OCX3007.</exception>
    public static LayerSpec Parse(string text)
    {
        var (layer, options) = Split(text);
        var spec = Algorithms.Any(algorithm => layer.StartsWith(algorithm, StringComparison.Ordinal)) ? Reference(text, layer) : OfFile(layer);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in options?.Split(',') ?? [])
        {
            var (name, value) = option.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (option[..at], option[(at + 1)..]) : (option, "");
            if (value.Length == 0)
            {
                throw Invalid(text, $"'{option}' is no option; expected strip=N, prefix=PATH or from=REPOSITORY");
            }

            if (!seen.Add(name))
            {
                throw Invalid(text, $"{name} is given twice");
            }

            spec = name switch
            {
                "strip" => spec with
                {
                    Strip = byte.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var strip)
                        ? strip
                        : throw Invalid(text, $"strip takes a number from 0 to 255, not '{value}'"),
                },
                "prefix" => spec with
                {
                    Prefix = RelativePath.Normalize(value) ?? throw Invalid(text, $"'{value}' is not a relative path that stays in the package"),
                },
                "from" => spec with
                {
                    From = Identifier.IsRepository(value) ? value : throw Invalid(text, $"'{value}' is not a repository"),
                },
                _ => throw Invalid(text, $"there is no option '{name}'; expected strip, prefix or from"),
            };
        }

        return spec;
    }

    /// <summary>Options begin at the last colon that one of their names follows.</summary>
    private static (string Layer, string? Options) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon >= 0 && OptionNames.Any(name => text.AsSpan(colon + 1).StartsWith(name)) ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static LayerSpec Reference(string text, string layer)
    {
        var dot = layer.IndexOf('.', StringComparison.Ordinal);
        if (!Oci.Digest.TryParse(dot < 0 ? layer : layer[..dot], out var digest))
        {
            throw Invalid(text, "what follows the algorithm is not a digest of its length; write ./ in front of the name of a file");
        }

        return dot < 0
            ? throw Invalid(text, $"a digest needs the ending of the archive it was made of, as in {digest.Short}….tar.gz: the registry does not say what it is")
            : new(null, digest, MediaTypes.LayerTypeOf(layer) ?? throw NoArchive(layer));
    }

    private static OcxException Invalid(string text, string problem) =>
        new(ProjectErrors.UsageInvalid, $"'{text}' is not a layer: {problem}.", nextStep: "`ocx package push --help` shows how layers are written.");

    private static OcxException NoArchive(string name) => new(
        StoreErrors.CodecUnsupported,
        $"{name} is not an archive that a layer can be.",
        nextStep: "Layers end in .tar.gz, .tgz, .tar.xz or .txz; `ocx package create` makes one from a directory or another archive.");
}
