namespace Ocx.Testing;

/// <param name="Path">With the query.</param>
/// <param name="Status">Of the answer that was meant; a fault may have kept it from arriving.</param>
/// <param name="BodyLength">Bytes received.</param>
/// <param name="Protocol"><c>HTTP/1.1</c> or <c>HTTP/2</c>.</param>
public sealed record RecordedRequest(
    string Method,
    string Path,
    RequestKind Kind,
    int Status,
    long BodyLength,
    string? Authorization,
    string? Accept,
    string? ContentRange,
    string? Range,
    string Protocol)
{
    /// <summary>Every header, one a line.</summary>
    public string Headers { get; init; } = "";

    /// <summary>When it arrived, of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Arrived { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>When the last byte of its answer was given to the system; null until then.</summary>
    public long? Answered { get; internal set; }
}
