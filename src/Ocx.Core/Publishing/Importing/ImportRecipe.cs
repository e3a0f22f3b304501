using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Toml;

namespace Ocx.Core.Publishing.Importing;

/// <summary>How the packages of all platforms of one version are made from what their project released.</summary>
/// <param name="Package">With the version as its tag.</param>
/// <param name="Cascade">Whether the rolling tags above the version move too.</param>
/// <param name="Platforms">At least one, in the order of the file.</param>
public sealed record ImportRecipe(Identifier Package, bool Cascade, IReadOnlyList<RecipePlatform> Platforms)
{
    /// <param name="path">Absolute; paths in the recipe are taken from its directory.</param>
    /// <param name="defaultRegistry">Of a package that names none.</param>
    /// <exception cref="OcxException">OCX1015, OCX1025, OCX3001, OCX3002.</exception>
    public static ImportRecipe Read(string path, string defaultRegistry) =>
        Parse(NamedFile.ReadAllBytes(path, "recipe", TomlFile.MaximumSize), path, defaultRegistry);

    /// <inheritdoc cref="Read"/>
    /// <param name="content">UTF-8, at most 65,536 bytes.</param>
    public static ImportRecipe Parse(ReadOnlySpan<byte> content, string path, string defaultRegistry)
    {
        var file = new TomlFile(path, ProjectErrors.RecipeInvalid, ProjectErrors.RecipeInvalid, ProjectErrors.RecipeInvalid.Remedy);
        return new RecipeReader(file, Path.GetDirectoryName(path)!, defaultRegistry).Read(file.Parse(content).Root);
    }
}
