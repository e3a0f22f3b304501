using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Core;

/// <content>Making packages out of files.</content>
public sealed partial class OcxEngine
{
    private PackageCreator Creator => new(Options.WorkingDirectory, new(() => new(Resolver, new PackageDocuments(_store, Registries))));

    /// <summary>Packs a directory, or what a project released, into a layer archive, with its metadata and a receipt beside it.</summary>
    /// <exception cref="OcxException">What <see cref="PackageCreator"/> ends with.</exception>
    public Task<CreateResult> CreatePackageAsync(CreateRequest request, CancellationToken cancellationToken) =>
        Creator.CreateAsync(request, cancellationToken);
}
