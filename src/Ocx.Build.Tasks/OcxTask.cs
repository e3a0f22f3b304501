using Microsoft.Build.Framework;
using Ocx.Core.Diagnostics;

namespace Ocx.Build.Tasks;

/// <summary>What all tasks share: failures become coded errors at their place in the user's file, cancellation ends the work.</summary>
#pragma warning disable CA1001 // MSBuild does not dispose of tasks, and may cancel one that has just ended; a source without timers holds nothing.
public abstract class OcxTask : Microsoft.Build.Utilities.Task, ICancelableTask
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Where failures without a place of their own are shown; without it, at the task's element.</summary>
    protected virtual SourceLocation DefaultLocation => default;

    public void Cancel() => _cancellation.Cancel();

    public sealed override bool Execute()
    {
        try
        {
            Run(_cancellation.Token);
        }
        catch (OcxException failure)
        {
            LogFailure(failure.Code, failure.FullMessage, failure.Location ?? DefaultLocation);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // MSBuild would print a stack trace as MSB4018; the user gets one coded line, and the trace is in the binlog.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogFailure(HostErrors.Internal, $"{GetType().Name} failed: {defect.Message} {HostErrors.Internal.Remedy}", DefaultLocation);
            Log.LogMessage(MessageImportance.Low, "{0}", defect);
        }

        return !Log.HasLoggedErrors;
    }

    /// <exception cref="OcxException">Becomes an error of the build.</exception>
    protected abstract void Run(CancellationToken cancellationToken);

    private void LogFailure(ErrorCode code, string message, SourceLocation place) => Log.LogError(
        subcategory: null, code.Id, helpKeyword: null, code.HelpLink, place.File, place.Line, place.Column, endLineNumber: 0, endColumnNumber: 0, "{0}", message);
}
