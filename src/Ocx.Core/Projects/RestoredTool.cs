using Ocx.Core.Oci;

namespace Ocx.Core.Projects;

/// <summary>A tool of the project, present in the store.</summary>
/// <param name="Binding">Its name in <c>ocx.toml</c>.</param>
/// <param name="Declared">What <c>ocx.toml</c> says, with tag.</param>
/// <param name="Digest">Of the platform's manifest.</param>
/// <param name="Platform">The lock's key that was chosen.</param>
/// <param name="Root">Absolute path of the package.</param>
public sealed record RestoredTool(string Binding, string Group, Identifier Declared, Digest Digest, string Platform, string Root)
{
    /// <summary>The package's files.</summary>
    public string Content => Path.Combine(Root, "content");
}
