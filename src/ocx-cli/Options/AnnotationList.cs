using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Options;

/// <summary>The repeatable <c>--annotation KEY=VALUE</c>: the last of a key counts.</summary>
internal static class AnnotationList
{
    /// <exception cref="OcxException">OCX1022.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> texts)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                throw new OcxException(
                    ProjectErrors.UsageInvalid, $"'{text}' is not an annotation.", nextStep: "Write KEY=VALUE, such as org.opencontainers.image.source=https://….");
            }

            annotations[text[..at]] = text[(at + 1)..];
        }

        return annotations;
    }
}
