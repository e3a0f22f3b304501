using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Engine;

internal sealed class RecordingObserver : IEngineObserver
{
    private int _underWay;
    private int _most;

    public ConcurrentQueue<string> Warnings { get; } = [];

    public ConcurrentQueue<string> Downloads { get; } = [];

    public ConcurrentQueue<string> Waits { get; } = [];

    /// <summary>Bytes to send, and sent, of each layer.</summary>
    public ConcurrentDictionary<string, (long Size, long Sent)> Uploads { get; } = [];

    /// <summary>The most downloads that were under way at once.</summary>
    public int MostDownloads => _most;

    public Action? OnDownloadStarted { get; set; }

    public void Warn(string message) => Warnings.Enqueue(message);

    public void DownloadStarted(string package, long bytes)
    {
        Downloads.Enqueue(package);
        lock (Downloads)
        {
            _most = Math.Max(_most, ++_underWay);
        }

        OnDownloadStarted?.Invoke();
    }

    public void DownloadProgressed(string package, long bytes)
    {
    }

    public void DownloadFinished(string package)
    {
        lock (Downloads)
        {
            _underWay--;
        }
    }

    public void UploadStarted(string layer, long bytes) => Uploads[layer] = (bytes, 0);

    public void UploadProgressed(string layer, long bytes) => Uploads[layer] = Uploads[layer] with { Sent = Uploads[layer].Sent + bytes };

    public void Waiting(string forWhat) => Waits.Enqueue(forWhat);
}
