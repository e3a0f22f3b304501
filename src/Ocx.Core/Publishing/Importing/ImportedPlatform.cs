using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Core.Publishing.Importing;

/// <summary>What an import made of one platform.</summary>
/// <param name="Layers">Digests of the bundles, base first.</param>
/// <param name="Push">Null in a dry run.</param>
public sealed record ImportedPlatform(Platform Platform, IReadOnlyList<Digest> Layers, PushResult? Push);
