namespace Ocx.Build.Tasks;

/// <summary>For MSBuild 18.0 to 18.5, which has no TaskEnvironment. Not marked as multi-threadable: it changes the process.</summary>
public sealed class OcxSetProcessEnvironment : EnvironmentTask
{
    protected override IReadOnlyDictionary<string, string> Ambient => ProcessEnvironment.Read();

    protected override void Set(string name, string value) =>
#pragma warning disable RS0030 // These hosts offer nothing else. They run one project at a time in a process, and put its variables back in between.
        Environment.SetEnvironmentVariable(name, value);
#pragma warning restore RS0030
}
