using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

[TestClass]
[LongTest]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DockerRegistryTests : DockerRegistrySuite;
