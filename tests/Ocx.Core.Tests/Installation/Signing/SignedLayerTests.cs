using System.Runtime.Versioning;
using Ocx.Core.Installation;
using Ocx.Core.Installation.Signing;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Store;
using Ocx.Core.Tests.Engine;

namespace Ocx.Core.Tests.Installation.Signing;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class SignedLayerTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task A_layer_is_signed_before_it_is_published()
    {
        using var fixture = new EngineFixture();
        var pushed = await fixture.PublishAsync("tools.local/tool:1", files: ("bin/tool", "x"));
        using var connections = new RegistryConnections();
        using var store = new OcxStore(fixture.Home);
        var provider = new OneRegistry(connections.Open(new("tools.local", new Uri("file://" + fixture.Files["registry"]))));
        var package = Identifier.Parse($"tools.local/tool@{pushed.ManifestDigest}", null);
        var layer = (await new PackageDocuments(store, provider).ReadManifestAsync(package, TestContext.CancellationToken)).Layers.Single();
        var runner = new MarkingRunner();

        var installed = await new LayerInstaller(store, provider, new LayerSigner(runner, null), null, new InstallationStatistics())
            .InstallAsync(package, layer, TestContext.CancellationToken);

        Assert.AreNotEqual(installed, runner.Content, "the tools saw the staged files");
        Assert.IsTrue(File.Exists(Path.Combine(installed, "bin/tool")));
        Assert.AreEqual("marked", File.ReadAllText(Path.Combine(installed, "mark")));
    }

    private sealed class OneRegistry(IRegistry registry) : IRegistryProvider
    {
        public IRegistry Open(string name) => registry;

        public IRegistry OpenForWriting(string name) => registry;
    }

    private sealed class MarkingRunner : IProcessRunner
    {
        public string? Content { get; private set; }

        public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        {
            Content = arguments[^1];
            File.WriteAllText(Path.Combine(Content, "mark"), "marked");
            return Task.FromResult(new ProcessResult(true));
        }
    }
}
