using Ocx.Core.Oci;

namespace Ocx.Core.Resolution;

/// <summary>One platform that a tag offers.</summary>
public sealed record PublishedPlatform(Platform Platform, Digest Digest);
