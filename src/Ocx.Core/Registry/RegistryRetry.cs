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

    /// <summary>What to wait before an attempt of a transfer that has broken off.</summary>
    /// <param name="attempt">1 for the first one after the break.</param>
    public static TimeSpan PauseBefore(int attempt) => FirstPause * (Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble()));

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
    public static ResiliencePipeline OfUploads(TimeProvider time) => Of(time, IsTransient);

    /// <summary>Whether the same may succeed in a moment, and nobody has tried that yet.</summary>
    public static bool IsTransient(OcxException exception) =>
        (exception.Code == RegistryErrors.Busy && exception.InnerException is not OcxException) || IsConnectionFailure(exception);

    /// <summary>For documents: an answer that ended early. The request itself has been tried again before.</summary>
    public static ResiliencePipeline OfDocuments(TimeProvider time) => Of(time, exception => exception.Code == RegistryErrors.Truncated);

    /// <summary>A failure that has been tried again often enough: whoever would try again around it lets it pass, as it has another one inside.</summary>
    public static OcxException Final(OcxException failure) =>
        new(failure.Code, failure.Message, failure.Location, failure.NextStep ?? "", failure, failure.Exit);

    private static ResiliencePipeline Of(TimeProvider time, Predicate<OcxException> isTransient) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => new(arguments.Outcome.Exception is OcxException exception && isTransient(exception)),
            })
            .Build();

    private static bool IsConnectionFailure(Exception exception) =>
        exception.InnerException is HttpRequestException { HttpRequestError: var error } && ConnectionFailure.IsTransient(error);

    /// <summary>The pause a registry asks for, in seconds or until a time; null where it asks for none, or for one that is over already.</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage response, TimeProvider time)
    {
        var pause = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return pause > TimeSpan.Zero ? pause : null;
    }
}
