using Ocx.Core.Registry;
using Ocx.Testing;

namespace Ocx.Core.Tests.Publishing;

/// <summary>Nothing of another platform is lost when publishers meet at one tag. In short runs a few rounds only.</summary>
[TestClass]
public sealed class RacingPushTests(TestContext context)
{
    private static int Rounds => LongTests.Wanted ? 200 : 8;

    [TestMethod]
    [DataRow(true, DisplayName = "A registry that looks at conditions")]
    [DataRow(false, DisplayName = "A registry that does not")]
    public async Task On_a_registry(bool conditions)
    {
        await using var server = await TestRegistry.StartAsync(new TestRegistryOptions(Conditions: conditions));

        await RaceAsync(new(server.Host, Insecure: true), Rounds);
    }

    [TestMethod]
    public async Task On_a_registry_that_takes_its_time()
    {
        await using var server = await TestRegistry.StartAsync(new TestRegistryOptions(TimeSpan.FromMilliseconds(50)));

        await RaceAsync(new(server.Host, Insecure: true), 8);
    }

    [TestMethod]
    public async Task On_a_directory()
    {
        using var directory = new TemporaryDirectory();

        await RaceAsync(new("tools.local", new Uri("file://" + directory["registry"])), Rounds);
    }

    [TestMethod]
    [RequiresProgram("docker-registry")]
    public async Task On_docker_registry()
    {
        await using var server = await DockerRegistry.StartAsync();

        await RaceAsync(new(server.Host, Insecure: true), LongTests.Wanted ? 30 : 8);
    }

    private Task RaceAsync(RegistrySettings settings, int rounds) => new RacingPublishers(settings, context.CancellationToken).RunAsync(rounds);
}
