using System.Globalization;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Core.Tests.Publishing.Creation;

/// <summary>The same files give the same bytes, whatever else is different.</summary>
[TestClass]
public sealed class DeterminismTests : IDisposable
{
    private static readonly string[] Names =
        ["bin/tool", "bin/Tool.txt", "lib/ä", "lib/z", "lib/a-b", "lib/a.b", "lib/a/c", "share/İ", "share/i", "zz/empty", "share/large"];

    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow("tr-TR")]
    [DataRow("sv-SE")]
    [DataRow("ar-SA")]
    public async Task Culture(string culture)
    {
        Fill("tree", Names);
        var expected = await DigestAsync("tree");
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.AreEqual(expected, await DigestAsync("tree"));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [TestMethod]
    public async Task The_order_in_which_files_came_to_be_their_times_and_the_rest_of_their_permissions()
    {
        Fill("one", Names);
        Fill("two", Names.Reverse());
        foreach (var name in Names)
        {
            File.SetLastWriteTimeUtc(_files["two", name], new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_files["two", "lib/z"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.AreEqual(await DigestAsync("one"), await DigestAsync("two"));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(16)]
    [DataRow(0)]
    public async Task Processors(int jobs)
    {
        Fill("tree", Names);

        Assert.AreEqual(await DigestAsync("tree", jobs: 1), await DigestAsync("tree", jobs));
    }

    /// <summary>Not what must be, but what was: whoever changes it changes the digest of every package that is made again.</summary>
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Machines()
    {
        Fill("tree", Names);

        Assert.AreEqual("sha256:e2bb4b412e467d3a9787959b9a114ed132d8acc63475a967849cf35deb274d73", (await DigestAsync("tree")).ToString());
    }

    private void Fill(string tree, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var content = name == "share/large"
                ? string.Concat(Enumerable.Range(0, 150_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} of {i * (long)i % 97}\n")))
                : name == "zz/empty" ? "" : name;
            _files.Write($"{tree}/{name}", content, executable: name == "bin/tool");
        }
    }

    private async Task<Ocx.Core.Oci.Digest> DigestAsync(string tree, int jobs = 0) =>
        (await new PackageCreator(_files.Path).CreateAsync(
            new(_files[tree], _files["out.tar.gz"], Platform: Ocx.Core.Oci.Platform.Parse("linux/amd64"), Force: true, Jobs: jobs), CancellationToken.None)).Digest;
}
