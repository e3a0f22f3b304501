using System.Text;

namespace Ocx.Testing;

/// <summary>One way to misbehave. Offsets and counts are bytes of the answer's body.</summary>
public sealed class Fault
{
    private readonly Action<RegistryResponse> _apply;

    private Fault(Action<RegistryResponse> apply, bool insteadOfAnswer = false)
    {
        _apply = apply;
        InsteadOfAnswer = insteadOfAnswer;
    }

    /// <summary>The request is not carried out: an upload that is answered so is not stored.</summary>
    internal bool InsteadOfAnswer { get; }

    /// <summary>Answers with a status of its own.</summary>
    public static Fault Status(int status, string body = "", string contentType = "text/plain", params (string Name, string Value)[] headers) => new(
        response =>
        {
            response.Status = status;
            response.Body = Encoding.UTF8.GetBytes(body);
            response.With("Content-Type", contentType);
            foreach (var (name, value) in headers)
            {
                response.With(name, value);
            }
        },
        insteadOfAnswer: true);

    /// <summary>Answers with the error document of the distribution API.</summary>
    public static Fault Error(int status, string code, string message, params (string Name, string Value)[] headers) =>
        Status(status, Encoding.UTF8.GetString(RegistryResponse.Error(status, code, message).Body.Span), "application/json", headers);

    public static Fault TooManyRequests(int retryAfterSeconds) =>
        Error(429, "TOOMANYREQUESTS", "slow down", ("Retry-After", retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What a captive portal or a login page does: 200 and a page.</summary>
    public static Fault Html() => Status(200, "<!DOCTYPE html><html><body>Please log in</body></html>", "text/html; charset=utf-8");

    public static Fault Redirect(Uri target, int status = 307) => Status(status, headers: ("Location", target.ToString()));

    /// <summary>Sets a header of the right answer: <c>Docker-Content-Digest</c>, <c>Content-Type</c>, <c>Location</c> …</summary>
    public static Fault Header(string name, string value) => new(response => response.With(name, value));

    public static Fault Delay(TimeSpan time) => new(response => response.Delay = time);

    /// <summary>No answer begins before so many requests that meet this fault have come: they do not wait for one another.</summary>
    public static Fault Together(int requests)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new(response =>
        {
            if (Interlocked.Decrement(ref requests) == 0)
            {
                all.SetResult();
            }

            response.Until = all.Task;
        });
    }

    /// <summary>The full length is declared, and the connection closed early.</summary>
    public static Fault TruncateAfter(int bytes) => new(response => End(response, ResponseEnding.Close, bytes));

    /// <summary>
    /// The connection is torn down; with 0, before the headers. A reset overtakes the last bytes, some 64 KiB, that have not left the server.
    /// </summary>
    public static Fault ResetAfter(int bytes) => new(response => End(response, ResponseEnding.Reset, bytes));

    /// <summary>Nothing more comes; with 0, not even headers.</summary>
    public static Fault StallAfter(int bytes) => new(response => End(response, ResponseEnding.Stall, bytes));

    /// <summary>One byte at a time, and before each the test is waited for, which need never come to an end.</summary>
    public static Fault Trickle(Func<CancellationToken, Task> beforeEach) => new(response => response.BeforeEachByte = beforeEach);

    public static Fault FlipByte(int offset) => new(response =>
    {
        var bytes = response.Body.ToArray();
        bytes[offset] ^= 0xFF;
        response.Body = bytes;
    });

    /// <summary>More bytes follow, and the declared length counts them.</summary>
    public static Fault ExtraBytes(int count) => new(response => response.Body = (byte[])[.. response.Body.Span, .. new byte[count]]);

    /// <summary>Fewer bytes, and the declared length counts only them: only who knows the size can tell.</summary>
    public static Fault MissingBytes(int count) => new(response => response.Body = response.Body[..^count]);

    internal void Apply(RegistryResponse response) => _apply(response);

    private static void End(RegistryResponse response, ResponseEnding ending, int bytes)
    {
        response.Ending = ending;
        response.EndsAfter = bytes;
    }
}
