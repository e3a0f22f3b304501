using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Importing;

/// <summary>One platform of a recipe.</summary>
/// <param name="MetadataFile">Absolute.</param>
/// <param name="Layers">Base first, those of all platforms included.</param>
public sealed record RecipePlatform(Platform Platform, string MetadataFile, IReadOnlyList<RecipeLayer> Layers);
