using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>
/// Makes the tools that <c>ocx.toml</c> binds and <c>ocx.lock</c> pins present in the store. Requests nothing when they are.
/// Fails with OCX1xxx (project and lock), OCX2xxx (registry), OCX3xxx (store) or OCX5xxx (policy).
/// </summary>
public sealed partial class OcxRestore
{
    /// <summary>Absolute path of <c>ocx.toml</c>.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Absolute path of <c>ocx.lock</c>; by default beside the project file.</summary>
    public string? LockFile { get; set; }

    /// <summary>Absolute path of a configuration file on top of the usual ones.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>Absolute path of the store; by default <c>OCX_HOME</c>, then <c>~/.ocx</c>.</summary>
    public string? Home { get; set; }

    /// <summary>The groups to restore; <c>all</c> stands for every group. By default the default group, <c>[tools]</c>.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>The platform whose tools are wanted, such as <c>linux/amd64</c>; by default this machine's.</summary>
    public string? Platform { get; set; }

    /// <summary>Makes no request: what is not in the store is an error.</summary>
    public bool Offline { get; set; }

    /// <summary>Resolves no tag anew.</summary>
    public bool Frozen { get; set; }

    /// <summary>
    /// The tools, in the order in which their environments apply. Identity is the binding; metadata are Root (the package), Content (its files),
    /// Version (the tag), Digest, Repository, Group, Platform and Home (the store).
    /// </summary>
    [Output]
    public ITaskItem[] Tools { get; private set; } = [];

    /// <summary>The directories that the tools put on PATH, first searched first.</summary>
    [Output]
    public ITaskItem[] ToolPaths { get; private set; } = [];

    /// <summary>What the tools and the project add to variables, in order. Identity is the variable; metadata are Value, Type and Separator.</summary>
    [Output]
    public ITaskItem[] Environment { get; private set; } = [];

    /// <summary>Properties made from the above: Identity is the property (<c>OcxToolRoot_…</c>, <c>OcxEnv_…</c>), metadata Value its value.</summary>
    [Output]
    public ITaskItem[] Properties { get; private set; } = [];
}
