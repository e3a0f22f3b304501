using Ocx.Testing;

namespace Ocx.Build.Tests.Harness;

/// <summary>A registry with one tool, and a sandbox whose <c>ocx.toml</c> and <c>ocx.lock</c> name it.</summary>
public abstract class BuildTest
{
    public TestContext TestContext { get; set; } = null!;

    private protected TestRegistry Registry { get; private set; } = null!;

    private protected Sandbox Sandbox { get; private set; } = null!;

    private protected FakeTool Tool { get; private set; } = null!;

    private protected string StoredPackages => Path.Combine(Sandbox.Home, "packages");

    /// <summary>The only package in the store.</summary>
    private protected string StoredPackage =>
        Path.GetDirectoryName(Directory.GetFiles(StoredPackages, "install.json", SearchOption.AllDirectories).Single())!;

    [TestInitialize]
    public async Task StartAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The fake tool is a POSIX shell script.");
        }

        Registry = await TestRegistry.StartAsync();
        Tool = FakeTool.Publish(Registry, "recorder", "recorder");
        Sandbox = new Sandbox(TestContext.TestName!, Registry.Host);
        WriteTools("any", Tool);
    }

    [TestCleanup]
    public async Task EndAsync()
    {
        if (Registry is not null)
        {
            await Registry.DisposeAsync();
        }

        if (TestContext.CurrentTestOutcome == UnitTestOutcome.Passed)
        {
            Sandbox?.Delete();
        }
    }

    private protected void WriteTools(string platform, params IReadOnlyList<FakeTool> tools)
    {
        Sandbox.Write("ocx.toml", FakeTool.Project(tools));
        Sandbox.Write("ocx.lock", FakeTool.Lock(platform, tools));
    }

    /// <summary>What one tool costs, once: its manifest, its metadata, its layer.</summary>
    private protected void AssertRestoredOnce(int tools = 1)
    {
        var requests = string.Join('\n', Registry.Requests.All);
        Assert.AreEqual(tools, Registry.Requests.Count(RequestKind.Manifest), requests);
        Assert.AreEqual(tools, Registry.Requests.Count(RequestKind.Config), requests);
        Assert.AreEqual(tools, Registry.Requests.Count(RequestKind.Blob), requests);
        Assert.HasCount(3 * tools, Registry.Requests.All, requests);
    }

    private protected void AssertStoreIsClean()
    {
        Assert.IsEmpty(FilesBelow(StoredPackages));
        Assert.IsEmpty(FilesBelow(Path.Combine(Sandbox.Home, "layers")));
        Assert.IsEmpty(FilesBelow(Path.Combine(Sandbox.Home, "temp")).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)));
    }

    private static string[] FilesBelow(string directory) =>
        Directory.Exists(directory) ? Directory.GetFiles(directory, "*", SearchOption.AllDirectories) : [];
}
