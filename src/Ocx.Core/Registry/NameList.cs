using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>Reads lists of names, page by page.</summary>
/// <param name="registry">For messages.</param>
internal sealed class NameList(RegistryTransport transport, string registry)
{
    private const int NamesPerPage = 100;
    private const int MaximumNames = 100_000;

    /// <summary>Twice what that many names need: a registry may give fewer in a page than it is asked for.</summary>
    private const int MaximumPages = 2_000;

    /// <summary>Every name once, in the registry's order; null where there is no such list.</summary>
    /// <param name="members">The names of a page.</param>
    /// <param name="isName">What else stands there is left out.</param>
    public async Task<IReadOnlyList<string>?> ReadAsync(
        Uri address, string subject, Func<NamePage, IReadOnlyList<string?>?> members, Predicate<string> isName, CancellationToken cancellationToken)
    {
        List<string>? names = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Uri(address, $"?n={NamesPerPage}");
        var named = false;
        for (var pages = 1; next is not null; pages++)
        {
            if (await transport.ReadAsync(next, subject, cancellationToken) is not { } answer)
            {
                return named ? throw RegistryFailure.Unexpected(registry, subject, "answered 404 for a page that it had named") : names;
            }

            names ??= [];
            var page = members(Parse(answer.Content, subject)) ?? [];
            var known = names.Count;
            names.AddRange(page.OfType<string>().Where(name => isName(name) && seen.Add(name)));
            if (names.Count > MaximumNames)
            {
                throw RegistryFailure.Unexpected(registry, subject, $"listed more than {MaximumNames} names");
            }

            // Nothing new: a registry that knows no paging starts over. Some serve fewer than asked for, and say where more is.
            next = names.Count == known ? null : NextPage.Of(answer.Headers, next, registry, subject);
            named = next is not null;
            if (names.Count > known && !named && page.Count >= NamesPerPage)
            {
                next = new Uri(address, $"?n={NamesPerPage}&last={Uri.EscapeDataString(names[^1])}");
            }

            if (next is not null && pages == MaximumPages)
            {
                throw RegistryFailure.Unexpected(registry, subject, $"listed more than {MaximumPages} pages");
            }
        }

        return names;
    }

    private NamePage Parse(byte[] json, string subject)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RegistryJsonContext.Default.NamePage) ?? new(null, null);
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            throw new OcxException(
                RegistryErrors.UnexpectedAnswer,
                $"The registry {registry} answered for {subject} with something that is not a list of names.",
                innerException: exception);
        }
    }
}
