using Ocx.Core.Installation;
using Ocx.Core.Store;
using Ocx.Core.Tests.Engine;
using Ocx.Core.Verification;

namespace Ocx.Core.Tests.Verification;

/// <summary>A store with a tool that needs a library; a layer is that of another tool as well.</summary>
internal sealed class InstalledStore : IDisposable
{
    private const string ToolMetadata =
        """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin"}],"entrypoints":{"hello":{}},"dependencies":[{"identifier":"LIBRARY","visibility":"private"}]}""";

    private InstalledStore(EngineFixture fixture, string tool, string twin, string library)
    {
        Fixture = fixture;
        Tool = new(tool);
        Twin = new(twin);
        Library = new(library);
    }

    public EngineFixture Fixture { get; }

    /// <summary>Linked as <c>tool:1</c>, selected.</summary>
    public PackageDirectory Tool { get; }

    /// <summary>Has the same layer as <see cref="Tool"/>.</summary>
    public PackageDirectory Twin { get; }

    public PackageDirectory Library { get; }

    public string Home => Fixture.Home;

    public string ToolLink => Path.Combine(Home, "symlinks", "tools.local", "tool", "candidates", "1");

    /// <summary>Of <see cref="Tool"/> and <see cref="Twin"/>.</summary>
    public string Layer => Path.GetDirectoryName(References.ReadForward(Tool, ReferenceKind.Layers).Single() + "/content")!;

    public static async Task<InstalledStore> CreateAsync(string registry = "tools.local")
    {
        var fixture = new EngineFixture();
        return await CreateAsync(fixture, registry);
    }

    public static async Task<InstalledStore> CreateAsync(EngineFixture fixture, string registry)
    {
        (string, string)[] files = [("bin/hello", "#!/bin/sh\necho hello\n"), ("lib/data", new string('d', 5000)), ("etc/deep/file", "x")];
        var library = await fixture.PublishAsync($"{registry}/lib:1", files: ("lib", "library"));
        await fixture.PublishAsync($"{registry}/tool:1", "any", ToolMetadata.Replace("LIBRARY", $"{registry}/lib@{library.ManifestDigest}", StringComparison.Ordinal), files);
        await fixture.PublishAsync($"{registry}/twin:1", files: files);
        using var engine = fixture.Open();
        IReadOnlyList<InstalledPackage> installed =
        [
            .. await engine.InstallAsync([engine.ParseIdentifier($"{registry}/tool:1"), engine.ParseIdentifier($"{registry}/twin:1")], null, link: true, select: true, CancellationToken.None),
            .. await engine.InstallAsync([engine.ParseIdentifier($"{registry}/lib@{library.ManifestDigest}")], null, link: false, select: false, CancellationToken.None),
        ];
        return new(fixture, installed[0].Root, installed[1].Root, installed[2].Root);
    }

    public async Task<IReadOnlyList<Finding>> VerifyAsync(bool repair = false, bool offline = false, params string[] packages)
    {
        using var engine = Fixture.Open(offline);
        return (await engine.VerifyStoreAsync([.. packages.Select(engine.ParseIdentifier)], repair, CancellationToken.None)).Findings;
    }

    /// <summary>The one finding there is, as text.</summary>
    public async Task<string> FindOneAsync() => Assert.ContainsSingle(await VerifyAsync()) is var one ? $"{one.Kind} {Path.GetRelativePath(Home, one.Path)} {one.Problem}" : "";

    /// <summary>Repairs, and looks again.</summary>
    public async Task RepairAsync()
    {
        var repaired = await VerifyAsync(repair: true);
        Assert.IsNotEmpty(repaired);
        Assert.IsTrue(repaired.All(finding => finding.Status == FindingStatus.Repaired), string.Join('\n', repaired));
        await ShouldBeSoundAsync();
    }

    public async Task ShouldBeSoundAsync()
    {
        var found = await VerifyAsync();
        Assert.IsEmpty(found, string.Join('\n', found));
        Assert.AreEqual(Tool.Root, InstallLinks.PackageOf(ToolLink));
        Assert.HasCount(2, References.ReadBackward(Tool));
        Assert.AreEqual("#!/bin/sh\necho hello\n", File.ReadAllText(Path.Combine(ToolLink, "content", "bin", "hello")));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(Home, "temp")));
    }

    public void Dispose() => Fixture.Dispose();
}
