using Ocx.Testing;

namespace Ocx.Cli.Tests.Registries;

[TestClass]
[RequiresProgram("docker-registry")]
[LongTest]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DockerRegistryTests : DockerRegistrySuite;
