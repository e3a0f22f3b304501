using System.Collections.Concurrent;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Collection;

/// <summary>Failures that do not stop the rest. Safe for use from several threads.</summary>
internal sealed class FailureLog
{
    private readonly ConcurrentQueue<OcxException> _failures = [];

    public IReadOnlyList<OcxException> All => [.. _failures];

    /// <returns>Whether it went well.</returns>
    public bool Try(string path, string action, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !Path.Exists(path))
        {
            // Gone in the meantime, as it may.
            return true;
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            Add(FileFailure.From(exception, path, action));
        }
        catch (OcxException failure)
        {
            Add(failure);
        }

        return false;
    }

    public void Add(OcxException failure) => _failures.Enqueue(failure);
}
