using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Engine;

internal sealed class RecordingObserver : IEngineObserver
{
    public ConcurrentQueue<string> Warnings { get; } = [];

    public ConcurrentQueue<string> Downloads { get; } = [];

    public ConcurrentQueue<string> Waits { get; } = [];

    public Action? OnDownloadStarted { get; set; }

    public void Warn(string message) => Warnings.Enqueue(message);

    public void DownloadStarted(string package, long bytes)
    {
        Downloads.Enqueue(package);
        OnDownloadStarted?.Invoke();
    }

    public void DownloadProgressed(string package, long bytes)
    {
    }

    public void DownloadFinished(string package)
    {
    }

    public void Waiting(string forWhat) => Waits.Enqueue(forWhat);
}
