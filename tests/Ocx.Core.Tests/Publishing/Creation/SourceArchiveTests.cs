using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Creation;
using Ocx.Core.Tests.Archives;
using Ocx.Core.Tests.Archives.Upstream;

namespace Ocx.Core.Tests.Publishing.Creation;

[TestClass]
public sealed class SourceArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task An_archive_gives_the_same_package_as_its_files()
    {
        _files.Write("tree/bin/tool", "tool", executable: true);
        _files.Write("tree/README", "read me");
        var zip = Put("tool-1.0.zip", new ZipBuilder().Entry("t/README", "read me").Entry("t/bin/tool", "tool", mode: 0x81ED).ToZip());
        var tar = Put("tool-1.0.tar", new TarBuilder().File("t/bin/tool", "tool", mode: 0x1ED).File("t/README", "read me").ToTar());

        var expected = (await CreateAsync(new(_files["tree"], _files["tree.tar.gz"]))).Digest;

        Assert.AreEqual(expected, (await CreateAsync(new(zip, _files["zip.tar.gz"], StripComponents: 1))).Digest);
        Assert.AreEqual(expected, (await CreateAsync(new(tar, _files["tar.tar.gz"], StripComponents: 1))).Digest);
    }

    [TestMethod]
    public async Task A_name_is_made_up_from_the_archives()
    {
        var zip = Put("tool-1.0.zip", new ZipBuilder().Entry("bin/tool", "tool").ToZip());

        Assert.AreEqual(_files["tool-1.0.tar.gz"], (await CreateAsync(new(zip))).Archive);
    }

    [TestMethod]
    public async Task An_archive_is_not_replaced_by_what_is_made_from_it()
    {
        var archive = Put("tool.tar.gz", new TarBuilder().File("bin/tool", "tool").ToGzip());
        var before = File.ReadAllBytes(archive);

        Assert.AreEqual(StoreErrors.OutputExists, (await FailureOf(new(archive, Force: true))).Code);
        Assert.AreSequenceEqual(before, File.ReadAllBytes(archive));
    }

    [TestMethod]
    public async Task Nothing_is_left_of_an_archive_that_is_refused()
    {
        var zip = Put("bad.zip", new ZipBuilder().Entry("bin/tool", "tool").Link("out", "../..").ToZip());

        var failure = await FailureOf(new(zip, _files["out.tar.gz"]));

        Assert.AreEqual((StoreErrors.ArchiveEscapes, zip), (failure.Code, failure.Location!.Value.File));
        Assert.AreEqual(zip, Directory.GetFileSystemEntries(_files.Path).Single());
    }

    [TestMethod]
    public async Task From_a_directory_nothing_is_stripped()
    {
        _files.Write("tree/bin/tool", "tool");

        var failure = await FailureOf(new(_files["tree"], _files["out.tar.gz"], StripComponents: 1));

        Assert.AreEqual(ExitCode.Usage, failure.Exit);
        Assert.Contains("is a directory", failure.Message);
    }

    private string Put(string name, byte[] content)
    {
        File.WriteAllBytes(_files[name], content);
        return _files[name];
    }

    private Task<CreateResult> CreateAsync(CreateRequest request) => new PackageCreator(_files.Path).CreateAsync(request, CancellationToken.None);

    private Task<OcxException> FailureOf(CreateRequest request) => Assert.ThrowsExactlyAsync<OcxException>(() => CreateAsync(request));
}
