namespace Ocx.Cli.Tests.Registries;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DirectoryRegistryTests : RegistrySuite
{
    protected override Task<string> StartAsync() => Task.FromResult(Sandbox.LocalRegistry);

    protected override ValueTask StopAsync() => default;
}
