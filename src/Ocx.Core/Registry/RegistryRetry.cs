using Ocx.Core.Diagnostics;
using Polly;
using Polly.Retry;

namespace Ocx.Core.Registry;

/// <summary>Tries again twice, after about 1 s and 2 s. A time-out is not tried again: it has cost the user two minutes already.</summary>
internal static class RegistryRetry
{
    private const int Retries = 2;

    /// <summary>A registry that asks for a longer pause is not waited for.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>For single requests without effect: answers that say "later", and connections that fail. A Retry-After is honoured.</summary>
    public static ResiliencePipeline<HttpResponseMessage> OfRequests(TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => new(arguments.Outcome switch
                {
                    { Result: { } response } => RegistryFailure.IsTransient(response.StatusCode) && !(PauseOf(response, time) > LongestPause),
                    { Exception: { } exception } => IsConnectionFailure(exception),
                    _ => false,
                }),
                DelayGenerator = arguments => new(arguments.Outcome.Result is { } response ? PauseOf(response, time) : null),
            })
            .Build();

    /// <summary>For the upload of a blob as a whole.</summary>
    public static ResiliencePipeline OfUploads(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => new(arguments.Outcome.Exception is OcxException { Code: var code } exception
                    && (code == RegistryErrors.Busy || IsConnectionFailure(exception))),
            })
            .Build();

    private static bool IsConnectionFailure(Exception exception) =>
        exception.InnerException is HttpRequestException { HttpRequestError: var error } && RegistryFailure.IsTransient(error);

    private static TimeSpan? PauseOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)),
        _ => null,
    };
}
