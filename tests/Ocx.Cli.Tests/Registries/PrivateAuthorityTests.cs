using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

/// <summary>A registry over TLS whose certificate comes from an authority that only SSL_CERT_FILE makes known.</summary>
[TestClass]
[RequiresProgram("docker-registry")]
[LongTest]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class PrivateAuthorityTests : DockerRegistrySuite
{
    private readonly TestAuthority _authority;

    public PrivateAuthorityTests()
        : this(new TestAuthority())
    {
    }

    private PrivateAuthorityTests(TestAuthority authority)
        : base(new(Authority: authority)) => _authority = authority;

    protected override void Introduce(string host) => Sandbox.Set("SSL_CERT_FILE", Sandbox.Write("authority.pem", _authority.Pem));

    protected override async ValueTask StopAsync()
    {
        await base.StopAsync();
        _authority.Dispose();
    }
}
