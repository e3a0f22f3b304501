using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Cascades;

namespace Ocx.Core.Tests.Publishing.Cascades;

[TestClass]
public sealed class TagGraphTests
{
    private static readonly Identifier Package = new("tools.local", "org/tool");

    [TestMethod]
    [DataRow("1.2.3", "1.2.3", "1 1.2 latest", "")]
    [DataRow("1.2.3_b1 1.2.3", "1.2.3_b1", "1 1.2 1.2.3 latest", "", DisplayName = "a version with builds rolls over them")]
    [DataRow("1.2.3 1.2 1 latest", "1.2.3", "1 1.2 latest", "")]
    [DataRow("2 1.9.0", "2 1.9.0", "1 1.9 latest", "", DisplayName = "a short version alone is a version")]
    [DataRow("1.0.0-rc1", "1.0.0-rc1", "", "")]
    [DataRow("1.0.0-rc1_b1 latest", "1.0.0-rc1_b1", "1.0.0-rc1", "latest", DisplayName = "nothing says what latest should be")]
    [DataRow("debug-1.0.0 debug nightly", "debug-1.0.0", "debug debug-1 debug-1.0", "nightly")]
    [DataRow("debug latest", "", "", "debug latest")]
    [DataRow("__ocx.desc 1", "1", "latest", "")]
    public void Tags_are_versions_rolling_tags_or_neither(string tags, string leaves, string aliases, string ignored)
    {
        var graph = TagGraph.Of(tags.Split(' '));

        Assert.AreEqual(leaves, string.Join(' ', graph.Leaves.Select(leaf => leaf.Tag)));
        Assert.AreEqual(aliases, string.Join(' ', graph.Aliases));
        Assert.AreEqual(ignored, string.Join(' ', graph.Ignored));
    }

    [TestMethod]
    [DataRow(null, "1 1.2 1.2.3 1.3 2 2.0 debug debug-1 debug-1.2 latest")]
    [DataRow("latest", "1 1.2 1.2.3 1.3 2 2.0 latest")]
    [DataRow("1", "1 1.2 1.2.3 1.3 latest")]
    [DataRow("1.2", "1 1.2 1.2.3 latest")]
    [DataRow("1.2.3_b1", "1 1.2 1.2.3 latest")]
    [DataRow("1.3.0", "1 1.3 latest")]
    [DataRow("debug-1.2.0", "debug debug-1 debug-1.2")]
    [DataRow("debug-1", "debug debug-1 debug-1.2")]
    public void A_tag_tells_which_rolling_tags_are_meant(string? tag, string expected)
    {
        var graph = TagGraph.Of("1.2.3_b1 1.2.2 1.3.0 2.0.0 debug-1.2.0".Split(' '));
        var scope = CascadeScope.Read([Package with { Tag = tag }]).Single();

        scope.RequireIn(graph);

        Assert.AreEqual(expected, string.Join(' ', graph.Aliases.Where(scope.Includes)));
    }

    [TestMethod]
    [DataRow("tools.local/org/tool:debug")]
    [DataRow("tools.local/org/tool:nightly-build")]
    [DataRow("tools.local/org/tool:__ocx.desc")]
    [DataRow("tools.local/org/tool@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [DataRow("tools.local/org/tool:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Digests_and_other_tags_are_refused(string identifier)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => CascadeScope.Read([Package, Identifier.Parse(identifier, null)]));

        Assert.AreEqual(ExitCode.Usage, failure.Exit);
    }
}
