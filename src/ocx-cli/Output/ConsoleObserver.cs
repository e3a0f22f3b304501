using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>Tells on standard error what the engine does; bars only on a terminal.</summary>
internal sealed class ConsoleObserver(Messages messages, StandardStreams streams, bool quiet) : IEngineObserver
{
    private readonly Lock _lock = new();
    private readonly bool _showsBars = StandardStreams.ErrorIsTerminal && !quiet;
    private TransferDisplay? _display;

    public void Warn(string message) => messages.Warn(message);

    public void Waiting(string forWhat) => messages.Wait($"Waiting for {forWhat} ...");

    public void DownloadStarted(string package, long bytes) => Start("Downloading", package, bytes);

    public void DownloadProgressed(string package, long bytes) => Advance(package, bytes);

    public void DownloadFinished(string package) => Finish(package);

    public void UploadStarted(string layer, long bytes) => Start("Uploading", layer, bytes);

    public void UploadProgressed(string layer, long bytes) => Advance(layer, bytes);

    public void UploadFinished(string layer) => Finish(layer);

    /// <summary>Takes the bars off the terminal.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _display?.Dispose();
            _display = null;
        }
    }

    private void Start(string action, string what, long bytes)
    {
        if (_showsBars)
        {
            lock (_lock)
            {
                _display ??= new TransferDisplay(messages, streams);
                _display.Add(what, bytes);
            }
        }
        else
        {
            messages.Note($"{action} {what} ({ByteSize.Format(bytes)})");
        }
    }

    private void Advance(string what, long bytes)
    {
        lock (_lock)
        {
            _display?.Advance(what, bytes);
        }
    }

    private void Finish(string what)
    {
        lock (_lock)
        {
            _display?.Finish(what);
        }
    }
}
