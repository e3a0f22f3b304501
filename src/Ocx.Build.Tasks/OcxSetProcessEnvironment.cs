using Microsoft.Build.Framework;
using Ocx.Core.Environments;

namespace Ocx.Build.Tasks;

/// <summary>What <c>OcxSetEnvironment</c> does, for MSBuild 18.0 to 18.5, which has no TaskEnvironment.</summary>
/// <remarks>Deliberately not marked as multi-threadable: it changes the process, which MSBuild restores when it turns to another project.</remarks>
public sealed class OcxSetProcessEnvironment : OcxTask
{
    /// <summary>The variables: <c>@(OcxEnvironment)</c>.</summary>
    [Required]
    public ITaskItem[] Variables { get; set; } = [];

    protected override void Run(CancellationToken cancellationToken)
    {
        var environment = new ComposedEnvironment([.. Variables.Select(EnvironmentItems.FromItem)], []);
        foreach (var (key, value) in environment.ApplyTo(Ambient.Read()))
        {
#pragma warning disable RS0030 // Such hosts offer nothing else, and run one project at a time in a process.
            Environment.SetEnvironmentVariable(key, value);
#pragma warning restore RS0030
        }
    }
}
