using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;

namespace Ocx.Cli.Commands;

/// <summary>The environment of packages named on the command line, downloaded when they are missing.</summary>
internal static class PackageEnvironment
{
    public static async Task<ComposedEnvironment> ComposeAsync(
        Invocation invocation, IReadOnlyList<string> packages, Platform? platform, bool selfView, IReadOnlyList<EnvironmentEntry> overrides)
    {
        var installed = await invocation.Engine.InstallAsync(
            invocation.ParseIdentifiers(packages), platform, link: false, select: false, invocation.Cancellation);
        return invocation.Engine.Compose([.. installed.Select(package => new PackageRoot(package.Identifier, package.Root))], selfView, overrides);
    }
}
