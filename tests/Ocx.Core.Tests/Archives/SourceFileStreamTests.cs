using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Archives;

[TestClass]
public sealed class SourceFileStreamTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(300_000)]
    public async Task A_file_is_read_as_it_is(int size)
    {
        var path = _files.Write("file", new string('x', size));

        await using var stream = new SourceFileStream(path);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, TestContext.CancellationToken);

        Assert.AreEqual((size, size), (stream.Length, content.Length));
    }

    [TestMethod]
    [DataRow(0, "shorter")]
    [DataRow(100_000, "shorter")]
    [DataRow(300_001, "longer")]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_file_that_changes_its_size_is_named(int size, string what)
    {
        var path = _files.Write("file", new string('x', 300_000));
        await using var stream = new SourceFileStream(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(size);
        }

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => stream.CopyToAsync(Stream.Null, TestContext.CancellationToken));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.Contains($"'{path}' became {what}", failure.Message);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task What_cannot_be_read_is_named()
    {
        // Opens, and has nothing at its beginning.
        await using var stream = new SourceFileStream("/proc/self/mem");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => stream.CopyToAsync(Stream.Null, TestContext.CancellationToken));

        Assert.AreEqual("OCX3001", failure.Code.Id);
        Assert.Contains("/proc/self/mem", failure.Message);
    }

    [TestMethod]
    public void What_cannot_be_opened_is_named()
    {
        Directory.CreateDirectory(_files["directory"]);
        foreach (var name in new[] { "directory", "vanished" })
        {
            Assert.Contains(_files[name], Assert.ThrowsExactly<OcxException>(() => new SourceFileStream(_files[name])).Message);
        }
    }
}
