using System.Runtime.Versioning;
using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Tests.Archives.Xz;
using Ocx.Testing;

namespace Ocx.Core.Tests.Archives;

/// <summary>
/// GNU tar is the measure: what we accept, it makes the same tree of. Files have its permissions without any write bit (and without
/// set-id and sticky bits); directories have ours. What we refuse and it does not, we refuse for the reason that the archive was made with.
/// </summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed class TarDifferentialTests
{
    private const UnixFileMode KeptBits = (UnixFileMode)0x16D;

    public required TestContext TestContext { get; init; }

    private static int Archives => LongTests.Wanted ? 2000 : 200;

    /// <summary>Every third archive has something that a layer must not have. The seeds are fixed: a failure names the one that repeats it.</summary>
    [TestMethod]
    public async Task Generated_archives()
    {
        await RequireGnuTarAsync();
        var (accepted, refusedByUsAlone) = (0, 0);
        var seen = new HashSet<TarFeature>();
        for (var seed = 0; seed < Archives; seed++)
        {
            var feature = seed % 3 == 2 ? TarFeature.All[seed / 3 % TarFeature.All.Count] : null;
            using var directory = new TemporaryDirectory();
            var tar = new TarGenerator(seed).Generate(feature);
            var (refusal, isAcceptedByTar) = await CompareAsync(directory, tar, seed);
            if (feature is null)
            {
                Assert.IsNull(refusal, $"Seed {seed} is refused.");
                accepted++;
            }
            else
            {
                Assert.IsNotNull(refusal, $"Seed {seed} is accepted, although: {feature.Reason}");
                Assert.Contains(feature.Reason, refusal.Message, $"Seed {seed}");
                refusedByUsAlone += isAcceptedByTar ? 1 : 0;
                seen.Add(feature);
            }
        }

        Assert.AreEqual(Archives - (Archives / 3), accepted);
        Assert.HasCount(TarFeature.All.Count, seen);
        Assert.IsGreaterThan(Archives / 10, refusedByUsAlone, "GNU tar should accept some of what we refuse, or the comparison says little.");
    }

    [TestMethod]
    [DataRow("v7")]
    [DataRow("oldgnu")]
    [DataRow("gnu")]
    [DataRow("ustar")]
    [DataRow("posix")]
    public async Task Archives_that_GNU_tar_makes(string format)
    {
        await RequireGnuTarAsync();
        for (var seed = 0; seed < Archives / 20; seed++)
        {
            using var directory = new TemporaryDirectory();
            MakeTree(directory, new Random(seed), longest: format is "v7" or "ustar" ? 8 : 80);
            var made = await SystemTool.RunAsync(
                "tar", TestContext.CancellationToken, $"--format={format}", "-cf", directory["made.tar"], "-C", directory["source"], seed % 2 == 0 ? "." : "top");
            Assert.AreEqual((0, ""), made);

            var (refusal, isAcceptedByTar) = await CompareAsync(
                directory, await File.ReadAllBytesAsync(directory["made.tar"], TestContext.CancellationToken), seed);

            Assert.IsNull(refusal, $"Seed {seed} is refused.");
            Assert.IsTrue(isAcceptedByTar);
        }
    }

    [TestMethod]
    [DataRow("gnu")]
    [DataRow("posix")]
    public async Task Sparse_archives_that_GNU_tar_makes_are_refused(string format)
    {
        await RequireGnuTarAsync();
        using var directory = new TemporaryDirectory();
        using (var holes = File.OpenHandle(directory["holes"], FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(holes, "end"u8, 10_000_000);
        }

        await SystemTool.RunAsync(
            "tar", TestContext.CancellationToken, $"--format={format}", "-S", "-cf", directory["made.tar"], "-C", directory.Path, "holes");

        await LayerCase.RefusesTarAsync(
            StoreErrors.ArchiveEntryUnsupported, await File.ReadAllBytesAsync(directory["made.tar"], TestContext.CancellationToken), "sparse");
    }

    /// <returns>Our refusal, and whether tar had nothing to complain about. Where we have none, the trees were equal.</returns>
    private async Task<(OcxException? Refusal, bool IsAcceptedByTar)> CompareAsync(TemporaryDirectory directory, byte[] tar, int seed)
    {
        Directory.CreateDirectory(directory["ours"]);
        Directory.CreateDirectory(directory["theirs"]);
        await File.WriteAllBytesAsync(directory["archive.tar"], tar, TestContext.CancellationToken);
        var (exitCode, output) = await SystemTool.RunAsync(
            "tar",
            TestContext.CancellationToken,
            "-xf", directory["archive.tar"], "-C", directory["theirs"], "-m", "--preserve-permissions", "--no-same-owner", "--warning=no-timestamp");
        try
        {
            var isXz = seed % 2 == 0;
            await LayerExtractor.ExtractAsync(
                new MemoryStream(isXz ? XzBuilder.File(tar) : TarBuilder.Gzip(tar)),
                isXz ? MediaTypes.LayerTarXz : MediaTypes.LayerTarGzip,
                directory["ours"],
                new ExtractionLimits(64 * 1024 * 1024),
                cancellationToken: TestContext.CancellationToken);
        }
        catch (OcxException refusal)
        {
            // .NET cannot delete names that are not UTF-8.
            await SystemTool.RunAsync("rm", TestContext.CancellationToken, "-r", directory["theirs"]);
            return (refusal, exitCode == 0);
        }

        Assert.AreEqual(0, exitCode, $"Seed {seed}, accepted here: {output}");
        Assert.AreEqual(
            TreeDescription.Of(directory["theirs"], mode => (mode & KeptBits) | UnixFileMode.UserRead), TreeDescription.Of(directory["ours"], mode => mode), $"Seed {seed}");
        return (null, true);
    }

    /// <param name="longest">Old formats have no room for long names.</param>
    private static void MakeTree(TemporaryDirectory directory, Random random, int longest)
    {
        List<string> files = [];
        for (var i = 0; i < 12; i++)
        {
            var path = string.Join('/', Enumerable.Range(0, random.Next(4)).Select(level => $"d{random.Next(3)}{new string('-', random.Next(longest))}").Prepend("source/top"));
            var file = directory.Write($"{path}/f{i} {new string('é', random.Next(longest))}", new string('x', random.Next(3000)), executable: random.Next(3) == 0);
            files.Add(file);
            switch (random.Next(4))
            {
                case 0:
                    Links.CreateHard(file + "-h", files[random.Next(files.Count)]);
                    break;
                case 1:
                    Links.CreateSymbolic(file + "-s", Path.GetFileName(file) + (random.Next(3) == 0 ? "-dangling" : ""), toDirectory: false);
                    break;
                case 2:
                    Directory.CreateDirectory(file + "-empty");
                    break;
                default:
                    File.SetUnixFileMode(file, (UnixFileMode)random.Next(0x200) | UnixFileMode.UserRead);
                    break;
            }
        }
    }

    private async Task RequireGnuTarAsync()
    {
        var (_, version) = await SystemTool.RunAsync("tar", TestContext.CancellationToken, "--version");
        if (!version.Contains("GNU tar", StringComparison.Ordinal))
        {
            Assert.Inconclusive("This machine's tar is not GNU's.");
        }
    }
}
