namespace Ocx.Core.Registry.Auth;

/// <summary>
/// Takes the text of a refusal into memory, so that its connection is free again. Until then nothing else may be waited for: with all connections
/// held by refusals, none would be left to fetch the token that they want.
/// </summary>
internal static class RefusalText
{
    public static async Task HoldAsync(HttpResponseMessage refusal, CancellationToken cancellationToken)
    {
        using var content = refusal.Content;
        var text = new byte[RegistryTransport.MaximumErrorSize];
        var length = 0;
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            length = await body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // The status says what counts.
        }

        refusal.Content = new ByteArrayContent(text, 0, length) { Headers = { ContentType = content.Headers.ContentType } };
    }
}
