using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Core;

/// <content>Making packages out of files.</content>
public sealed partial class OcxEngine
{
    /// <summary>Packs a directory into a layer archive, with its metadata beside it.</summary>
    /// <exception cref="OcxException">What <see cref="PackageCreator"/> ends with.</exception>
    public Task<CreateResult> CreatePackageAsync(CreateRequest request, CancellationToken cancellationToken) =>
        new PackageCreator(Options.WorkingDirectory).CreateAsync(request, cancellationToken);
}
