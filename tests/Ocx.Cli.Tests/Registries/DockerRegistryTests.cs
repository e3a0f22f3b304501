namespace Ocx.Cli.Tests.Registries;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DockerRegistryTests : DockerRegistrySuite;
