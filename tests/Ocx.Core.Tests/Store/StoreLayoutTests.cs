using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Store;

/// <summary>The names that every implementation must agree on to share one store.</summary>
[TestClass]
public sealed class StoreLayoutTests
{
    private static readonly Digest Sample = Digest.Parse("sha256:4a3f1b2c5d6e7f8091a2b3c4d5e6f708" + new string('0', 32));
    private static readonly Digest Letters = Digest.Parse("sha256:" + new string('a', 64));

    [TestMethod]
    public void Objects_are_sharded_by_their_first_32_digits()
    {
        var store = new OcxStore("/home/u/.ocx");

        Assert.AreEqual("/home/u/.ocx/packages/localhost_5000/sha256/4a/3f1b2c5d6e7f8091a2b3c4d5e6f708", store.PackagePath("localhost:5000", Sample));
        Assert.AreEqual("/home/u/.ocx/layers/ocx.sh/sha256/4a/3f1b2c5d6e7f8091a2b3c4d5e6f708", store.LayerPath("ocx.sh", Sample));
        Assert.AreEqual("/home/u/.ocx/blobs/ocx.sh/sha256/4a/3f1b2c5d6e7f8091a2b3c4d5e6f708/data", store.Blobs.PathOf("ocx.sh", Sample));
        Assert.AreEqual("sha256_4a3f1b2c5d6e7f8091a2b3c4d5e6f708", ContentShard.ReferenceName(Sample));
    }

    [TestMethod]
    public void Staging_names_are_the_shared_ones()
    {
        Assert.AreEqual("0b910209debcaa4e6f1fbaf0b3dc745a", StagingArea.PackageName("ocx.sh", Letters));
        Assert.AreEqual("7898aa7d5a63a236432441f279b1bac4", StagingArea.LayerName("ocx.sh", Letters));
    }

    [TestMethod]
    public void References_and_ledger_entries_have_the_shared_names()
    {
        Assert.AreEqual("98bc6cf5037c6cd2", References.BackwardName("/home/u/.ocx/symlinks/ocx.sh/cmake/current"));
        Assert.AreEqual("46e56c20a22d1369", References.BackwardName("/home/u/.ocx/symlinks/ocx.sh/cmake/candidates/3.28"));
        Assert.AreEqual("cdabb7ae46455a7e", ProjectLedger.Name("/home/u/src/proj"));
    }

    [TestMethod]
    public void Install_links_nest_by_repository()
    {
        var links = new OcxStore("/home/u/.ocx").Links;

        Assert.AreEqual("/home/u/.ocx/symlinks/ocx.sh/org/tools/cmake/candidates/latest", links.Candidate(Identifier.Parse("ocx.sh/org/tools/cmake", null)));
        Assert.AreEqual("/home/u/.ocx/symlinks/ocx.sh/cmake/current", links.Current(Identifier.Parse("ocx.sh/cmake:3", null)));
    }
}
