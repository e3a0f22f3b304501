using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Store;

namespace Ocx.Cli.Commands;

/// <summary>The environment of packages named on the command line: by their stable paths, or else downloaded when they are missing.</summary>
internal static class PackageEnvironment
{
    public static async Task<ComposedEnvironment> ComposeAsync(
        Invocation invocation,
        IReadOnlyList<string> packages,
        Platform? platform,
        bool selfView,
        IReadOnlyList<EnvironmentEntry> overrides,
        InstallLinkKind? link = null)
    {
        var identifiers = invocation.ParseIdentifiers(packages);
        var found = link is { } kind
            ? await invocation.Engine.FindLinkedAsync(identifiers, kind, invocation.Cancellation)
            : await invocation.Engine.InstallAsync(identifiers, platform, link: false, select: false, invocation.Cancellation);
        return invocation.Engine.Compose([.. found.Select(package => new PackageRoot(package.Identifier, package.Link ?? package.Root))], selfView, overrides);
    }
}
