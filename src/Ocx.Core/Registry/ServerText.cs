using System.Globalization;
using System.Text;
using Ocx.Core.Registry.Auth;

namespace Ocx.Core.Registry;

/// <summary>
/// A server's words on their way to a terminal: without the secrets it was shown, which it can send back; short, on one line, and without control
/// sequences. Secrets go first, or a part of one would be left where the text is cut.
/// </summary>
internal static class ServerText
{
    private const int MaximumLength = 200;
    private const string Hidden = "***";

    /// <param name="asked">What the server has answered; null where it was shown nothing.</param>
    public static string Of(string text, HttpRequestMessage? asked)
    {
        foreach (var secret in SecretsOf(asked))
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        var shortened = text.Length <= MaximumLength ? text : string.Concat(text.AsSpan(0, MaximumLength), "…");
        return string.Create(shortened.Length, shortened, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) || char.GetUnicodeCategory(source[i]) == UnicodeCategory.Format ? ' ' : source[i];
            }
        });
    }

    /// <summary>The exception, unless it tells a secret: then none, as nobody can take it out.</summary>
    public static Exception? Safe(Exception exception, HttpRequestMessage? asked) =>
        SecretsOf(asked).Any(secret => exception.ToString().Contains(secret, StringComparison.Ordinal)) ? null : exception;

    /// <summary>Also as .NET quotes some bytes that it cannot make sense of: in hexadecimal digits.</summary>
    private static IEnumerable<string> SecretsOf(HttpRequestMessage? asked) => asked is not null && asked.Options.TryGetValue(Access.Key, out var access)
        ? access.Secrets.SelectMany(secret => (string[])[secret, BitConverter.ToString(Encoding.UTF8.GetBytes(secret))])
        : [];
}
