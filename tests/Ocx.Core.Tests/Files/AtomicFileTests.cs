using System.Runtime.Versioning;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class AtomicFileTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Creates_and_replaces_and_leaves_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["data"];

        AtomicFile.Write(path, "first, and longer"u8);
        await AtomicFile.WriteAsync(path, "second"u8.ToArray(), cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual("second", File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public void A_reader_of_the_old_file_keeps_the_old_content()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("data", "old");
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        AtomicFile.Write(path, "new"u8);

        Assert.AreEqual("old", reader.ReadToEnd());
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task The_mode_is_exact_whatever_the_umask()
    {
        using var directory = new TemporaryDirectory();
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute;

        AtomicFile.Write(directory["sync"], "x"u8, mode);
        await AtomicFile.WriteAsync(directory["async"], "x"u8.ToArray(), mode, TestContext.CancellationToken);

        Assert.AreEqual(mode, File.GetUnixFileMode(directory["sync"]));
        Assert.AreEqual(mode, File.GetUnixFileMode(directory["async"]));
    }

    [TestMethod]
    public async Task A_failure_names_path_and_reason_and_removes_the_temporary_file()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["taken"];
        Directory.CreateDirectory(path);

        var sync = Assert.ThrowsExactly<OcxException>(() => AtomicFile.Write(path, "x"u8));
        var async = await Assert.ThrowsExactlyAsync<OcxException>(
            () => AtomicFile.WriteAsync(path, "x"u8.ToArray(), cancellationToken: TestContext.CancellationToken));

        foreach (var error in new[] { sync, async })
        {
            Assert.IsTrue(error.Code == StoreErrors.InputOutput || error.Code == StoreErrors.PermissionDenied, error.Code.Id);
            Assert.StartsWith($"Cannot write '{path}': ", error.Message);
        }

        Assert.HasCount(1, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var directory = new TemporaryDirectory();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => AtomicFile.WriteAsync(directory["data"], "x"u8.ToArray(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.IsEmpty(Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public void A_missing_directory_is_an_input_output_failure()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.ThrowsExactly<OcxException>(() => AtomicFile.Write(directory["no", "data"], "x"u8));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }
}
