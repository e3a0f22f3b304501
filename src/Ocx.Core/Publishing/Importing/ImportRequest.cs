using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Importing;

/// <param name="RecipeFile">Absolute.</param>
/// <param name="Target">Publish as this package instead of the recipe's; without a tag, under the recipe's version.</param>
/// <param name="DryRun">Verify and bundle everything, and publish nothing.</param>
/// <param name="IsNew">The first version of the package: a registry that cannot list its tags does not stop the cascade.</param>
public sealed record ImportRequest(string RecipeFile, Identifier? Target = null, bool DryRun = false, bool IsNew = false);
