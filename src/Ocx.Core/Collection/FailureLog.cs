using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Collection;

/// <summary>Failures that do not stop the rest. Safe for use from several threads.</summary>
internal sealed class FailureLog
{
    private readonly ConcurrentQueue<OcxException> _failures = [];

    public IReadOnlyList<OcxException> All => [.. _failures];

    /// <returns>Whether it went well, or the path is gone.</returns>
    public bool Try(string path, string action, Action work)
    {
        try
        {
            FileFailure.Guard(path, action, work);
            return true;
        }
        catch (OcxException failure)
            when (failure.InnerException is FileNotFoundException or DirectoryNotFoundException && !Path.Exists(path))
        {
            // Another process has deleted it meanwhile; there is nothing to read or delete any more.
            return true;
        }
        catch (OcxException failure)
        {
            _failures.Enqueue(failure);
            return false;
        }
    }
}
