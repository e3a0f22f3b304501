using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

[MSBuildMultiThreadableTask]
public sealed partial class OcxWriteProps : OcxTask
{
    protected override void Run(CancellationToken cancellationToken)
    {
        var props = new GeneratedProps(Stamp, EvaluationCondition);
        props.AddPresenceOf([.. Tools.Select(tool => Path.Combine(tool.GetMetadata("Root"), "install.json")), .. ToolPaths.Select(path => path.ItemSpec)]);
        props.AddProperties(Properties);
        props.AddItems("OcxTool", Tools, "Root", "Content", "Version", "Digest", "Repository", "Group", "Platform", "Home");
        props.AddItems("OcxToolPath", ToolPaths);
        props.AddItems("OcxEnvironment", Environment, "Value", "Type", "Separator");
        OutputFile.WriteIfDifferent(File, props.ToString());
    }
}
