using Ocx.Core.Diagnostics;

namespace Ocx.Core.Installation;

/// <summary>One name stands for one command, wherever packages come together.</summary>
public static class EntrypointCollision
{
    /// <exception cref="OcxException">OCX4004.</exception>
    public static void Refuse(IEnumerable<PackageView> packages)
    {
        var owners = packages.SelectMany(package => package.Metadata.Entrypoints.Keys.Select(name => (name, package.Identifier)));
        if (owners.GroupBy(owner => owner.name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new OcxException(
                ExecutionErrors.EntrypointCollision,
                $"The command '{twice.Key}' is offered by {string.Join(" and by ", twice.Select(owner => owner.Identifier))}.",
                nextStep: ExecutionErrors.EntrypointCollision.Remedy);
        }
    }
}
