using Ocx.Core.Oci;

namespace Ocx.Core.Publishing.Descriptions;

/// <summary>What to say of a repository. What is not given stays as it is.</summary>
/// <param name="Package">Its tag does not count: a description is of all its versions.</param>
/// <param name="ReadmeFile">Absolute path.</param>
/// <param name="LogoFile">Absolute path.</param>
public sealed record DescribeRequest(Identifier Package, DescriptionTexts Texts, string? ReadmeFile = null, string? LogoFile = null);
