using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>Turns a failure into its code, its lines and its exit code.</summary>
internal static class ErrorReport
{
    /// <summary>Any failure in its coded form: the system's own file errors get theirs, everything else is a defect.</summary>
    public static OcxException Coded(Exception exception) => exception switch
    {
        OcxException coded => coded,
        UnauthorizedAccessException => new(StoreErrors.PermissionDenied, exception.Message, null, StoreErrors.PermissionDenied.Remedy, exception),
        IOException => new(StoreErrors.InputOutput, exception.Message, null, StoreErrors.InputOutput.Remedy, exception),
        _ => new(HostErrors.Internal, $"{exception.GetType().Name}: {exception.Message}", null, HostErrors.Internal.Remedy, exception),
    };

    public static void Write(Messages messages, OcxException failure)
    {
        messages.Error(failure.Code, failure.Message, failure.Location, failure.NextStep);
        messages.Debug((failure.InnerException ?? failure).ToString());
    }
}
