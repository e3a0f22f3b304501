using Microsoft.Build.Framework;
using Ocx.Core.Environments;

namespace Ocx.Build.Tasks;

/// <summary>Gives the rest of the project's build (<c>Exec</c> and others) the variables of its tools. Other projects do not see them.</summary>
public abstract class EnvironmentTask : OcxTask
{
    /// <summary>The variables: <c>@(OcxEnvironment)</c>.</summary>
    [Required]
    public ITaskItem[] Variables { get; set; } = [];

    protected abstract IReadOnlyDictionary<string, string> Ambient { get; }

    protected sealed override void Run(CancellationToken cancellationToken)
    {
        var folded = new ComposedEnvironment([.. Variables.Select(EnvironmentItems.FromItem)], []).ApplyTo(Ambient);
        foreach (var variable in Variables)
        {
            Set(variable.ItemSpec, folded[variable.ItemSpec]);
        }
    }

    protected abstract void Set(string name, string value);
}
