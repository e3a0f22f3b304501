using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>Tells on standard error what the engine does; bars only on a terminal.</summary>
internal sealed class ConsoleObserver(Messages messages, StandardStreams streams, bool quiet) : IEngineObserver
{
    private readonly Lock _lock = new();
    private readonly bool _showsBars = StandardStreams.ErrorIsTerminal && !quiet;
    private DownloadDisplay? _display;

    public void Warn(string message) => messages.Warn(message);

    public void Waiting(string forWhat) => messages.Wait($"Waiting for {forWhat} ...");

    public void DownloadStarted(string package, long bytes)
    {
        if (_showsBars)
        {
            lock (_lock)
            {
                _display ??= new DownloadDisplay(messages, streams);
                _display.Add(package, bytes);
            }
        }
        else
        {
            messages.Note($"Downloading {package} ({ByteSize.Format(bytes)})");
        }
    }

    public void DownloadProgressed(string package, long bytes)
    {
        lock (_lock)
        {
            _display?.Advance(package, bytes);
        }
    }

    public void DownloadFinished(string package)
    {
        lock (_lock)
        {
            _display?.Finish(package);
        }
    }

    /// <summary>Takes the bars off the terminal.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _display?.Dispose();
            _display = null;
        }
    }
}
