using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>A push that has passed every check that can be made before something is sent.</summary>
/// <param name="Identifier">With its final tag.</param>
/// <param name="Version">Null: no rolling tags are to move.</param>
internal sealed record PreparedPush(
    PushRequest Request, Identifier Identifier, PackageVersion? Version, Platform Platform, Metadata Metadata, IRegistry Registry, LayerUploads Layers);
