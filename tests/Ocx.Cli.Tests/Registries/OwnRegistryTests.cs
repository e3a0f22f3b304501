using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class OwnRegistryTests : RegistrySuite
{
    private TestRegistry? _registry;

    protected override async Task<string> StartAsync()
    {
        _registry = await TestRegistry.StartAsync();
        Sandbox.Set("OCX_INSECURE_REGISTRIES", _registry.Host);
        return _registry.Host;
    }

    protected override ValueTask StopAsync() => _registry?.DisposeAsync() ?? default;
}
