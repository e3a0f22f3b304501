using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>A registry with accounts; the account is in environment variables.</summary>
[TestClass]
[RequiresProgram("docker-registry")]
[LongTest]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class VariableCredentialsTests() : DockerRegistrySuite(new(Closed: true))
{
    protected override void Introduce(string host)
    {
        base.Introduce(host);
        var registry = host.Replace('.', '_').Replace(':', '_');
        Sandbox.Set($"OCX_AUTH_{registry}_USER", DockerRegistry.User).Set($"OCX_AUTH_{registry}_TOKEN", DockerRegistry.Password);
    }
}
