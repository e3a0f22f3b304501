using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Cascades;

/// <summary>What a rolling tag should have for a platform, and the version that says so.</summary>
internal sealed record ExpectedSlot(Descriptor Entry, string Source);
