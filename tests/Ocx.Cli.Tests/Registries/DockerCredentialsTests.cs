using System.Text;
using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>A registry with accounts; the account is where <c>docker login</c> puts it.</summary>
[TestClass]
[RequiresProgram("docker-registry")]
[LongTest]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DockerCredentialsTests() : DockerRegistrySuite(new(Closed: true))
{
    protected override void Introduce(string host)
    {
        base.Introduce(host);
        var account = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{DockerRegistry.Password}"));
        Sandbox.Write("docker/config.json", $$"""{"auths":{"{{host}}":{"auth":"{{account}}"} } }""");
        Sandbox.Set("DOCKER_CONFIG", Sandbox.PathOf("docker"));
    }
}
