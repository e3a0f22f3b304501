using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ocx.Core.Diagnostics;

namespace Ocx.Build.Tasks;

/// <summary>Passes on what the engine tells. Downloads are announced before they begin: a silent build looks hung.</summary>
internal sealed class TaskObserver(TaskLoggingHelper log) : IEngineObserver
{
    public void Warn(string message) => log.LogWarning("{0}", message);

    public void DownloadStarted(string package, long bytes) =>
        log.LogMessage(MessageImportance.High, "Downloading {0} ({1})", package, FormatSize(bytes));

    public void DownloadProgressed(string package, long bytes)
    {
        // MSBuild has no way to show progress.
    }

    public void DownloadFinished(string package) => log.LogMessage(MessageImportance.Low, "Downloaded {0}", package);

    public void UploadStarted(string layer, long bytes) => log.LogMessage(MessageImportance.High, "Uploading {0} ({1})", layer, FormatSize(bytes));

    public void Waiting(string forWhat) => log.LogMessage(MessageImportance.High, "Waiting for another process: {0}", forWhat);

    internal static string FormatSize(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
    };
}
