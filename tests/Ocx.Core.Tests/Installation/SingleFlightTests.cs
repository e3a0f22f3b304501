using Ocx.Core.Installation;

namespace Ocx.Core.Tests.Installation;

[TestClass]
public sealed class SingleFlightTests
{
    private readonly SingleFlight<int> _flights = new();
    private readonly TaskCompletionSource<int> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Those_who_ask_at_once_and_later_share_one_run()
    {
        var first = RunAsync(TestContext.CancellationToken);
        var second = RunAsync(TestContext.CancellationToken);
        _result.SetResult(42);

        Assert.AreEqual((42, 42, 42), (await first, await second, await RunAsync(TestContext.CancellationToken)));
        Assert.AreEqual(1, _runs);
    }

    [TestMethod]
    public async Task A_failure_reaches_all_who_asked_and_is_forgotten()
    {
        var first = RunAsync(TestContext.CancellationToken);
        var second = RunAsync(TestContext.CancellationToken);
        _result.SetException(new InvalidOperationException("no"));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => second);

        Assert.AreEqual(7, await _flights.RunAsync("key", _ => Task.FromResult(7), TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task Who_asked_first_and_is_cancelled_does_not_take_the_others_along()
    {
        using var cancellation = new CancellationTokenSource();
        var first = RunAsync(cancellation.Token);
        await _started.Task;
        var second = RunAsync(TestContext.CancellationToken);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        _result.SetResult(42);

        Assert.AreEqual(42, await second);
        Assert.AreEqual(2, _runs);
    }

    [TestMethod]
    public async Task Who_is_cancelled_leaves_the_work_to_the_others()
    {
        using var cancellation = new CancellationTokenSource();
        var first = RunAsync(TestContext.CancellationToken);
        await _started.Task;
        var second = RunAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        var third = RunAsync(TestContext.CancellationToken);
        _result.SetResult(42);

        Assert.AreEqual((42, 42), (await first, await third));
        Assert.AreEqual(1, _runs);
    }

    [TestMethod]
    public async Task Who_began_it_and_is_cancelled_returns_when_it_has_ended()
    {
        using var cancellation = new CancellationTokenSource();
        var hasEnded = false;
        var first = _flights.RunAsync(
            "key",
            async token =>
            {
                _started.SetResult();
                await Task.WhenAny(Task.Delay(Timeout.Infinite, token));
                await Task.Yield();
                hasEnded = true;
                return 0;
            },
            cancellation.Token);
        await _started.Task;
        await cancellation.CancelAsync();
        await first;

        Assert.IsTrue(hasEnded);
    }

    private Task<int> RunAsync(CancellationToken cancellationToken) => _flights.RunAsync(
        "key",
        async token =>
        {
            Interlocked.Increment(ref _runs);
            _started.TrySetResult();
            return await _result.Task.WaitAsync(token);
        },
        cancellationToken);
}
