using Ocx.Core.Publishing.Importing;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core;

/// <content>Publishing packages.</content>
public sealed partial class OcxEngine
{
    private TimeProvider Time => Options.Time ?? TimeProvider.System;

    /// <summary>Publishes layers and metadata as a package for one platform under a tag; other platforms of the tag stay.</summary>
    /// <inheritdoc cref="PackagePublisher.PushAsync" path="/exception"/>
    public Task<PushResult> PushPackageAsync(PushRequest request, CancellationToken cancellationToken) =>
        new PackagePublisher(Registries, Time, _observer).PushAsync(request, cancellationToken);

    /// <summary>Makes and publishes the packages of all platforms of a recipe.</summary>
    /// <inheritdoc cref="PackageImporter.ImportAsync" path="/exception"/>
    public async Task<ImportResult> ImportPackageAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        var recipe = ImportRecipe.Read(request.RecipeFile, DefaultRegistry);
        using var sources = new RecipeSources(
            _store.TemporaryDirectory, () => _connections.Value.Files, _configuration.Value.IsInsecure, _observer);
        using var staging = await _store.Staging.EnterAloneAsync($"import of {recipe.Package}", cancellationToken);
        return await new PackageImporter(Creator, new PackagePublisher(Registries, Time, _observer), sources, staging)
            .ImportAsync(recipe, request, cancellationToken);
    }
}
