using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Cli.Commands;

/// <summary>The paths of packages that are there already: stable ones, or their places in the store.</summary>
internal static class LocatePackages
{
    /// <returns>In the order typed.</returns>
    public static async Task<IEnumerable<string>> FindAsync(
        Invocation invocation, IReadOnlyList<string> typed, Platform? platform, InstallLinkKind? link)
    {
        var identifiers = invocation.ParseIdentifiers(typed);
        var found = link is { } kind
            ? await invocation.Engine.FindLinkedAsync(identifiers, kind, invocation.Cancellation)
            : await invocation.Engine.FindAsync(identifiers, platform, invocation.Cancellation);
        return found.Select(package => package.Link ?? package.Root);
    }
}
