using System.Globalization;
using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Projects;

namespace Ocx.Core.Tests.Projects;

[TestClass]
public sealed class LockFileTests
{
    private const string Version3 = """
        [metadata]
        lock_version = 3
        declaration_hash_version = 1
        declaration_hash = "sha256:92367002b5a752e2df2233de34450afa14996be25a1b0293dd3abc302abba813"
        generated_by = "ocx 0.5.8"
        generated_at = "2026-08-01T10:00:00Z"

        [[tool]]
        name = "linter"
        group = "ci"
        repository = "ghcr.io/acme/linter"

        [tool.platforms]
        any = "sha256:1111111111111111111111111111111111111111111111111111111111111111"

        [[tool]]
        name = "buildtool"
        group = "default"
        repository = "ocx.sh/acme/buildtool"

        [tool.platforms]
        "darwin/arm64" = "sha256:2222222222222222222222222222222222222222222222222222222222222222"
        "linux/amd64+libc.glibc" = "sha256:3333333333333333333333333333333333333333333333333333333333333333"
        "linux/amd64+libc.musl" = "sha256:4444444444444444444444444444444444444444444444444444444444444444"

        """;

    private static readonly string Version2 = Version3
        .Replace("lock_version = 3", "lock_version = 2", StringComparison.Ordinal)
        .Replace("+libc", ";osf=libc", StringComparison.Ordinal);

    private static readonly DateTimeOffset Time = new(2026, 8, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly Digest Hash = Digest.Sha256("hash"u8);

    [TestMethod]
    public void ReadsBothVersionsToOneMeaning()
    {
        var newer = Project.ParseLock(Version3);
        var older = Project.ParseLock(Version2);

        Assert.AreEqual((3, 2), (newer.Version, older.Version));
        Assert.AreEqual(new LockedPlatform("any", Platform.Any, Digest.Parse("sha256:" + new string('1', 64))), newer.Find("ci", "linter")!.Platforms.Single());
        Assert.AreEqual("ocx.sh/acme/buildtool", older.Find("default", "buildtool")!.Repository.ToString());
        Assert.AreSequenceEqual(
            newer.Tools.SelectMany(tool => tool.Platforms).Select(platform => (platform.Platform, platform.Digest)).ToList(),
            older.Tools.SelectMany(tool => tool.Platforms).Select(platform => (platform.Platform, platform.Digest)).ToList());
        Assert.AreEqual(("ocx 0.5.8", Time), (newer.GeneratedBy, newer.GeneratedAt));
        Assert.IsTrue(newer.IsCurrent(Project.Parse("[tools]\nbuildtool = \"ocx.sh/acme/buildtool:1.2\"\n[group.ci]\nlinter = \"ghcr.io/acme/linter\"")));
        Assert.IsFalse(newer.IsCurrent(Project.Parse("")));
    }

    [TestMethod]
    public void WritesTheBytesItReadInAnyCulture()
    {
        // Tests run in globalization-invariant mode: a culture of our own stands for tr-TR and the like.
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.DateTimeFormat.TimeSeparator = ".";
        foreign.DateTimeFormat.DateSeparator = "/";
        foreign.NumberFormat.NegativeSign = "~";
        var previous = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { previous, foreign })
            {
                CultureInfo.CurrentCulture = culture;
                Assert.AreEqual(Version3, Project.ParseLock(Version3).Text());
                Assert.AreEqual(Version2, Project.ParseLock(Version2).Text());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    [TestMethod]
    public void WritesToolsAndPlatformsInByteOrder()
    {
        var lines = Version3.Split("\n\n[[tool]]\n");
        var shuffled = $"{lines[0]}\n\n[[tool]]\n{lines[2].TrimEnd()}\n\n[[tool]]\n{lines[1]}\n"
            .Replace("any = ", "\"windows/amd64\" = \"sha256:" + new string('5', 64) + "\"\n\"darwin/amd64\" = ", StringComparison.Ordinal);
        var sorted = Version3.Replace(
            "any = \"sha256:" + new string('1', 64) + "\"",
            "\"darwin/amd64\" = \"sha256:" + new string('1', 64) + "\"\n\"windows/amd64\" = \"sha256:" + new string('5', 64) + "\"",
            StringComparison.Ordinal);
        Assert.AreEqual(sorted, Project.ParseLock(shuffled).Text());
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("1")]
    [DataRow("4")]
    [DataRow("4294967298")]
    public void RefusesOtherVersionsBeforeAllElse(string version)
    {
        var text = Version3.Replace("lock_version = 3", $"lock_version = {version}\nnews = 1", StringComparison.Ordinal);
        var error = Project.Fails(ProjectErrors.LockVersionUnsupported, () => Project.ParseLock(text), "ocx.lock(2,16)");
        Assert.AreEqual($"The lock has version {version}; this program reads versions 2 and 3.", error.Message);
        Assert.Contains("ocx lock", error.NextStep!);
    }

    [TestMethod]
    [DataRow("[metadata]", "[meta]", "ocx.lock(1,1)", "The lock has no key 'metadata'.")]
    [DataRow("[[tool]]", "<<<<<<<", "ocx.lock(8,1)", "Expected a key (letters, digits, '_' and '-', else in quotes), found '<'.")]
    [DataRow("generated_by", "made_by", "ocx.lock(5,1)", "'made_by' is not a key of [metadata], which may hold lock_version, declaration_hash_version, declaration_hash, generated_by, generated_at.")]
    [DataRow("hash_version = 1", "hash_version = 2", "ocx.lock(3,28)", "Only 1 is known as 'declaration_hash_version'.")]
    [DataRow("sha256:92367002b5", "sha256:92367002B5", "ocx.lock(4,20)", "'declaration_hash' must be sha256: and 64 lower-case hex digits.")]
    [DataRow("10:00:00Z", "10:00:00.5Z", "ocx.lock(6,16)", "'generated_at' must be a time such as 2026-08-01T10:00:00Z.")]
    [DataRow("\"ghcr.io/acme/linter\"", "\"ghcr.io/acme/linter:1\"", "ocx.lock(11,14)", "The repository 'ghcr.io/acme/linter:1' is not registry/repository: it has a tag or digest.")]
    [DataRow("\"ghcr.io/acme/linter\"", "\"acme/linter\"", "ocx.lock(11,14)", "The repository 'acme/linter' is not registry/repository: it names no registry (write registry/repository).")]
    [DataRow("name = \"linter\"", "pinned = \"linter\"", "ocx.lock(9,1)", "'pinned' is not a key of [[tool]], which may hold name, group, repository, platforms.")]
    [DataRow("name = \"linter\"\n", "", "ocx.lock(8,1)", "[[tool]] has no key 'name'.")]
    [DataRow("\"sha256:1111", "\"sha512:1111", "ocx.lock(14,7)", "'any' must be sha256: and 64 lower-case hex digits.")]
    [DataRow("name = \"linter\"\ngroup = \"ci\"", "name = \"buildtool\"\ngroup = \"default\"", "ocx.lock(16,1)", "The tool 'buildtool' of the group 'default' is locked twice.")]
    public void PlacesAndExplainsErrors(string text, string replacement, string location, string message)
    {
        var start = Version3.IndexOf(text, StringComparison.Ordinal);
        var damaged = string.Concat(Version3.AsSpan(0, start), replacement, Version3.AsSpan(start + text.Length));
        var error = Project.Fails(ProjectErrors.LockInvalid, () => Project.ParseLock(damaged), location);
        Assert.AreEqual(message, error.Message);
        Assert.AreEqual(ExitCode.Configuration, error.Exit);
    }

    [TestMethod]
    [DataRow(3, "linux/amd64;osf=libc.musl", "'linux/amd64;osf=libc.musl' is none of linux/amd64, linux/arm64, linux/arm, darwin/amd64, darwin/arm64, windows/amd64, windows/arm64, wasip1/wasm, wasip2/wasm")]
    [DataRow(3, "linux/amd64+b,a", "the canonical form is 'linux/amd64+a,b'")]
    [DataRow(3, "linux/amd64+a,a", "the canonical form is 'linux/amd64+a'")]
    [DataRow(2, "linux", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64+libc.glibc", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64/", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64/a/b/c", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64;osf=", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64;osf=a%2b", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "linux/amd64;feat=a;osf=b", "expected os/arch[/variant][/os_version][;osf=…][;feat=…] or any")]
    [DataRow(2, "any/x/y", "'any/x' is none of linux/amd64, linux/arm64, linux/arm, darwin/amd64, darwin/arm64, windows/amd64, windows/arm64, wasip1/wasm, wasip2/wasm")]
    public void RefusesPlatformKeysOfAnotherForm(int version, string key, string problem)
    {
        var text = (version == 2 ? Version2 : Version3).Replace("any = ", $"\"{key}\" = ", StringComparison.Ordinal);
        var error = Project.Fails(ProjectErrors.LockInvalid, () => Project.ParseLock(text), "ocx.lock(14,1)");
        Assert.AreEqual(ExitCode.Data, error.Exit);
        Assert.AreEqual($"'{key}' is not a platform as locks of version {version} write it: {problem}.", error.Message);
    }

    [TestMethod]
    [DataRow("any", "any", null, null, "")]
    [DataRow("linux/arm64/v8", "linux/arm64", "v8", null, "")]
    [DataRow("linux/arm64/v8/6.1", "linux/arm64", "v8", "6.1", "")]
    [DataRow("windows/amd64/10.0.17763", "windows/amd64", null, "10.0.17763", "")]
    [DataRow("linux/amd64;osf=libc.glibc,libc.musl", "linux/amd64", null, null, "libc.glibc libc.musl")]
    [DataRow("linux/amd64/a%25%2F%2C%3B%3Db+c;osf=%2C", "linux/amd64", "a%/,;=b+c", null, ",")]
    public void ReadsAndWritesKeysOfVersion2(string key, string machine, string? variant, string? osVersion, string features)
    {
        Assert.IsTrue(LockPlatformKey.TryParse(key, 2, out var platform, out _));
        var bare = Platform.Parse(machine);
        Assert.AreEqual(new Platform(bare.Os, bare.Architecture, variant, features.Split(' ', StringSplitOptions.RemoveEmptyEntries), osVersion), platform);
        Assert.AreEqual(key, LockPlatformKey.Format(platform!, 2));
    }

    [TestMethod]
    public void KeepsAPlatformThatNoHostOffers()
    {
        var text = Version2.Replace("any = ", "\"linux/amd64;osf=a;feat=sse4,avx\" = ", StringComparison.Ordinal);
        var lockFile = Project.ParseLock(text);
        Assert.IsNull(lockFile.Find("ci", "linter")!.Platforms.Single().Platform);
        Assert.AreEqual(text, lockFile.Text());
    }

    [TestMethod]
    public void StartsWithVersion2InWholeSecondsOfUtc()
    {
        var now = new DateTimeOffset(2026, 8, 1, 12, 0, 0, 999, TimeSpan.FromHours(2));
        var lockFile = LockFile.Succeed(null, Hash, "ocx 1", [Tool("a", '1')], now);
        Assert.AreEqual((2, Time, Hash, "ocx 1"), (lockFile.Version, lockFile.GeneratedAt, lockFile.DeclarationHash, lockFile.GeneratedBy));
        Assert.Contains("generated_at = \"2026-08-01T10:00:00Z\"\n", lockFile.Text());
        Assert.AreEqual(lockFile.Text(), Project.ParseLock(lockFile.Text()).Text());
    }

    [TestMethod]
    public void KeepsVersionAndTimeWhileTheToolsAreTheSame()
    {
        var previous = Project.ParseLock(Version3);
        var next = LockFile.Succeed(previous, Hash, "ocx 1", previous.Tools.Reverse(), Time.AddDays(1));
        Assert.AreEqual((3, Time, Hash, "ocx 1"), (next.Version, next.GeneratedAt, next.DeclarationHash, next.GeneratedBy));
    }

    [TestMethod]
    [DataRow(60, 60)]
    [DataRow(1, 1)]
    [DataRow(0, 1)]
    [DataRow(-60, 1)]
    public void MovesTheTimeForwardWithTheTools(int clock, int expected)
    {
        var previous = LockFile.Succeed(null, Hash, "ocx 1", [Tool("a", '1')], Time);
        foreach (LockedTool[] changed in new[] { [Tool("a", '2')], [Tool("b", '1')], [], new[] { Tool("a", '1'), Tool("b", '1') } })
        {
            var next = LockFile.Succeed(previous, Hash, "ocx 1", changed, Time.AddSeconds(clock));
            Assert.AreEqual(Time.AddSeconds(expected), next.GeneratedAt);
        }
    }

    [TestMethod]
    public void DoesNotWriteWhatItCouldNotRead()
    {
        var tools = Enumerable.Range(0, 1000).Select(i => Tool(i.ToString("D4", CultureInfo.InvariantCulture), '1'));
        var lockFile = LockFile.Succeed(null, Hash, "ocx 1", tools, Time);
        Project.Fails(ProjectErrors.FileTooLarge, () => lockFile.ToBytes());
    }

    [TestMethod]
    public void BoundsTheSize() =>
        Project.Fails(ProjectErrors.FileTooLarge, () => LockFile.Parse(Encoding.UTF8.GetBytes(new string('\n', 65_537)), "ocx.lock"), "ocx.lock");

    private static LockedTool Tool(string name, char digest) => new(
        "default",
        name,
        new Identifier("r.io", name, "1"),
        [LockedPlatform.Create(Platform.Parse("linux/amd64"), Digest.Parse("sha256:" + new string(digest, 64)), LockFile.DefaultVersion)]);
}
