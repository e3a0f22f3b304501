namespace Ocx.Core.Diagnostics;

/// <summary>What an engine tells while it works. Called from any thread.</summary>
public interface IEngineObserver
{
    /// <summary>Something the user should know, once.</summary>
    void Warn(string message);

    /// <summary>A download begins: the package, and its compressed size in bytes.</summary>
    void DownloadStarted(string package, long bytes);

    /// <summary>More compressed bytes of the package have arrived.</summary>
    void DownloadProgressed(string package, long bytes);

    void DownloadFinished(string package);

    /// <summary>An upload begins: the layer's file, and its size in bytes.</summary>
    void UploadStarted(string layer, long bytes)
    {
    }

    /// <summary>More bytes of the layer have been sent.</summary>
    void UploadProgressed(string layer, long bytes)
    {
    }

    void UploadFinished(string layer)
    {
    }

    /// <summary>Another process holds what is needed.</summary>
    void Waiting(string forWhat);
}
