using System.Diagnostics;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

[TestClass]
public sealed class FileLockTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void One_holder_at_a_time_also_within_a_process()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];

        using (FileLock.TryAcquire(path, "first"))
        {
            Assert.IsNull(FileLock.TryAcquire(path, "second"));
        }

        using var again = FileLock.TryAcquire(path, "third");
        Assert.IsNotNull(again);
    }

    [TestMethod]
    public void The_file_stays_or_goes_as_asked()
    {
        using var directory = new TemporaryDirectory();

        FileLock.TryAcquire(directory["stays"], "test")!.Dispose();
        FileLock.TryAcquire(directory["goes"], "test", deleteOnRelease: true)!.Dispose();

        Assert.IsTrue(File.Exists(directory["stays"]));
        Assert.IsFalse(File.Exists(directory["goes"]));
    }

    [TestMethod]
    public void A_lock_is_held_by_one_alone_or_shared()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];

        Assert.IsFalse(FileLock.IsHeld(path));
        using (FileLock.TryAcquireShared(path))
        using (var second = FileLock.TryAcquireShared(path))
        {
            Assert.IsNotNull(second);
            Assert.IsNull(FileLock.TryAcquire(path, "alone"));
            Assert.IsFalse(FileLock.IsHeld(path));
        }

        using (FileLock.TryAcquire(path, "alone"))
        {
            Assert.IsNull(FileLock.TryAcquireShared(path));
            Assert.IsTrue(FileLock.IsHeld(path));
        }

        Assert.AreEqual("", File.ReadAllText(path), "nobody is named when nobody holds it");
    }

    [TestMethod]
    public void A_second_release_takes_nothing_from_the_next_holder()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];
        var first = FileLock.TryAcquire(path, "first", deleteOnRelease: true)!;
        first.Dispose();

        using var next = FileLock.TryAcquire(path, "next", deleteOnRelease: true);
        first.Dispose();

        Assert.IsNull(FileLock.TryAcquire(path, "third", deleteOnRelease: true));
    }

    [TestMethod]
    public async Task A_waiter_is_told_once_who_holds_the_lock_and_gets_it_on_release()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];
        var holders = new List<LockHolder?>();
        var waiting = new TaskCompletionSource();
        var held = FileLock.TryAcquire(path, "installing cmake:4.1")!;

        var waiter = FileLock.AcquireAsync(path, "second", Long, holder =>
        {
            holders.Add(holder);
            waiting.SetResult();
        }, cancellationToken: TestContext.CancellationToken);
        await waiting.Task;
        held.Dispose();
        using var acquired = await waiter;

        Assert.HasCount(1, holders);
        Assert.AreEqual(new LockHolder(Environment.ProcessId, "installing cmake:4.1"), holders[0]);
    }

    [TestMethod]
    public async Task A_free_lock_is_taken_without_a_word()
    {
        using var directory = new TemporaryDirectory();

        using var acquired = await FileLock.AcquireAsync(
            directory["x.lock"], "test", TimeSpan.Zero, _ => Assert.Fail("There was nothing to wait for."), cancellationToken: TestContext.CancellationToken);

        Assert.IsNotNull(acquired);
    }

    [TestMethod]
    public async Task Waiting_ends_with_an_error_that_names_the_holder()
    {
        using var directory = new TemporaryDirectory();
        using var held = FileLock.TryAcquire(directory["x.lock"], "installing cmake:4.1");

        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => FileLock.AcquireAsync(directory["x.lock"], "test", TimeSpan.Zero, cancellationToken: TestContext.CancellationToken));

        Assert.AreEqual(StoreErrors.LockTimeout, error.Code);
        Assert.Contains($"process {Environment.ProcessId} (installing cmake:4.1)", error.Message);
    }

    [TestMethod]
    public async Task Waiting_can_be_cancelled()
    {
        using var directory = new TemporaryDirectory();
        using var held = FileLock.TryAcquire(directory["x.lock"], "test");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);

        var waiter = FileLock.AcquireAsync(directory["x.lock"], "test", Long, _ => cancellation.Cancel(), cancellationToken: cancellation.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => waiter);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Many_tasks_never_hold_it_together(bool deleteOnRelease)
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];
        var inside = 0;
        var together = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                using var held = await FileLock.AcquireAsync(
                    path, "test", Long, deleteOnRelease: deleteOnRelease, cancellationToken: TestContext.CancellationToken);
                together += Interlocked.Increment(ref inside) - 1;
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }, TestContext.CancellationToken)));

        Assert.AreEqual(0, together);
        Assert.AreEqual(!deleteOnRelease, File.Exists(path));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_holder_that_was_killed_blocks_nobody()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["x.lock"];
        var start = new ProcessStartInfo("flock", [path, "sh", "-c", "echo held; exec sleep 600"]) { RedirectStandardOutput = true };
        using var holder = Process.Start(start)!;
        try
        {
            Assert.AreEqual("held", await holder.StandardOutput.ReadLineAsync(TestContext.CancellationToken));
            Assert.IsNull(FileLock.TryAcquire(path, "test"));
        }
        finally
        {
            holder.Kill(entireProcessTree: true);
            await holder.WaitForExitAsync(TestContext.CancellationToken);
        }

        using var acquired = await FileLock.AcquireAsync(path, "test", Long, cancellationToken: TestContext.CancellationToken);
        Assert.IsNotNull(acquired);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Another_kind_of_failure_is_not_taken_for_a_holder()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.ThrowsExactly<OcxException>(() => FileLock.TryAcquire(directory["no", "x.lock"], "test"));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_link_in_the_place_of_a_lock_is_refused_and_its_target_left_alone()
    {
        using var directory = new TemporaryDirectory();
        var target = directory.Write("target", "precious");
        File.CreateSymbolicLink(directory["x.lock"], target);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(
            () => Task.Run(() => FileLock.TryAcquire(directory["x.lock"], "test", deleteOnRelease: true), CancellationToken.None).WaitAsync(Long, TestContext.CancellationToken));

        Assert.Contains(directory["x.lock"], failure.Message);
        Assert.Contains("it is a symbolic link", failure.Message);
        Assert.AreEqual("precious", File.ReadAllText(target));
    }
}
