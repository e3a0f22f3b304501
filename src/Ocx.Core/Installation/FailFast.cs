namespace Ocx.Core.Installation;

/// <summary>Waits for work that belongs together: the first failure stops the rest, and is the one that is told.</summary>
internal static class FailFast
{
    public static async Task WhenAll(IReadOnlyList<Task> tasks, CancellationTokenSource others)
    {
        Exception? first = null;
        await foreach (var task in Task.WhenEach(tasks))
        {
            if (task.IsFaulted && first is null)
            {
                first = task.Exception.GetBaseException();
                await others.CancelAsync();
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        await Task.WhenAll(tasks);
    }
}
