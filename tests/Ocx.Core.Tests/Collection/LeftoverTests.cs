using System.ComponentModel;
using System.Diagnostics;
using Ocx.Core.Collection;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Collection;

[TestClass]
public sealed class LeftoverTests
{
    [TestMethod]
    public async Task What_nobody_works_on_leaves_the_temporary_directory()
    {
        using var store = new SyntheticStore();
        var temp = Path.Combine(store.Home, "temp");
        Directory.CreateDirectory(Path.Combine(temp, "orphan", "deep"));
        Directory.CreateDirectory(Path.Combine(temp, "died"));
        Directory.CreateDirectory(Path.Combine(temp, "busy"));
        File.WriteAllText(Path.Combine(temp, "died.lock"), "1 gone");
        File.WriteAllText(Path.Combine(temp, "lock-only.lock"), "1 gone");
        File.WriteAllText(Path.Combine(temp, "file"), "");
        using var held = FileLock.TryAcquire(Path.Combine(temp, "busy.lock"), "installing", deleteOnRelease: true);
        string[] expected = ["died", "file", "lock-only.lock", "orphan"];

        var preview = await store.CleanAsync(dryRun: true);
        var result = await store.CleanAsync();

        Assert.AreSequenceEqual(expected, preview.Entries.Select(entry => Path.GetFileName(entry.Path)));
        Assert.AreSequenceEqual(expected, result.Entries.Select(entry => Path.GetFileName(entry.Path)));
        Assert.IsTrue(result.Entries.All(entry => entry.Kind == CollectedKind.Temp));
        Assert.AreSequenceEqual(["busy", "busy.lock"], Directory.GetFileSystemEntries(temp).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task Unfinished_files_go_after_an_hour()
    {
        using var store = new SyntheticStore();
        var before = DateTime.UtcNow.AddHours(-2);
        var package = Path.GetRelativePath(store.Home, store.Package("tool"));
        store.Link(Path.Combine(store.Home, package));
        var old = new[] { "blobs/ocx.sh/.tmp-1", $"{package}/refs/symlinks/.tmp-6", "projects/.tmp-2", "symlinks/ocx.sh/cmake/.tmp-3", "tags/ocx.sh/.tmp-4" }
            .Select(path => Path.Combine(store.Home, path)).ToList();
        var published = Path.Combine(store.Home, package, "content", ".tmp-7");
        Directory.CreateDirectory(Path.GetDirectoryName(published)!);
        File.WriteAllText(published, "");
        File.SetLastWriteTimeUtc(published, before);
        foreach (var path in old)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
            File.SetLastWriteTimeUtc(path, before);
        }

        // A link's own age counts, not that of what it points to.
        var young = Path.Combine(store.Home, "symlinks", ".tmp-5");
        File.CreateSymbolicLink(young, old[0]);
        var tags = Path.Combine(store.Home, "tags", "ocx.sh", "cmake.json");
        File.WriteAllText(tags, "{}");
        File.SetLastWriteTimeUtc(tags, before);

        Assert.AreSequenceEqual(old, SyntheticStore.Going(await store.CleanAsync(dryRun: true)));
        Assert.AreSequenceEqual(old, SyntheticStore.Going(await store.CleanAsync()));
        Assert.DoesNotContain(File.Exists, old);
        Assert.IsNotNull(new FileInfo(young).LinkTarget);
        Assert.IsTrue(File.Exists(tags));
        Assert.IsTrue(File.Exists(published), "a publisher may call a file so");
    }

    [TestMethod]
    [DataRow("file")]
    [DataRow("directory")]
    [DataRow("nothing")]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Unfinished_links_go_and_what_they_lead_to_stays(string target)
    {
        using var store = new SyntheticStore();
        var outside = Directory.CreateDirectory(Path.Combine(store.Home, "outside"));
        File.WriteAllText(Path.Combine(outside.FullName, "file"), "");
        outside.CreateSubdirectory("directory");
        var package = store.Package("tool");
        store.Link(package);
        string[] links = [Path.Combine(store.Home, "temp", "link"), Path.Combine(package, "refs", "blobs", ".tmp-1")];
        foreach (var link in links)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.Combine(outside.FullName, target));
            File.SetLastWriteTimeUtc(link, DateTime.UtcNow.AddHours(-2));
        }

        Assert.AreSequenceEqual(links, SyntheticStore.Going(await store.CleanAsync()));
        Assert.DoesNotContain(link => new FileInfo(link).LinkTarget is not null, links);
        Assert.HasCount(2, outside.GetFileSystemInfos());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task What_cannot_be_deleted_is_reported_and_the_rest_goes_on()
    {
        using var store = new SyntheticStore();
        var (stuck, other) = (store.Layer("stuck"), store.Layer("other"));
        var file = Path.Combine(stuck, "content", "file");
        if (!TryRun("chattr", "+i", file))
        {
            Assert.Inconclusive("chattr cannot make a file immutable here.");
        }

        var result = await store.CleanAsync();

        var left = Directory.GetFiles(Path.Combine(store.Home, "temp"), "file", SearchOption.AllDirectories).Single();
        Assert.IsTrue(TryRun("chattr", "-i", left));
        Assert.AreSequenceEqual([other], SyntheticStore.Going(result));
        Assert.IsFalse(Directory.Exists(stuck), "taken from the store all the same");
        Assert.AreEqual("OCX3002", result.Failures.Single().Code.Id);
        Assert.IsEmpty((await store.CleanAsync()).Failures);
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(store.Home, "temp")));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task What_does_not_go_keeps_what_it_needs()
    {
        using var store = new SyntheticStore();
        var needed = store.Package("needed", store.Layer("layer"));
        var (stuck, other) = (store.Package("stuck", needed), store.Package("other"));
        if (!TryRun("chattr", "+i", stuck))
        {
            Assert.Inconclusive("chattr cannot make a directory immutable here.");
        }

        var result = await store.CleanAsync();

        Assert.IsTrue(TryRun("chattr", "-i", stuck));
        Assert.AreSequenceEqual([other], SyntheticStore.Going(result));
        Assert.Contains(stuck, result.Failures.Single().Message);
        Assert.HasCount(3, (await store.CleanAsync()).Entries);
    }

    [TestMethod]
    public async Task What_a_killed_collection_took_away_is_deleted_by_the_next()
    {
        using var store = new SyntheticStore();
        store.Link(store.Package("kept", store.Package("needed", store.Layer("layer"))));
        store.Package("doomed", store.Layer("its layer"));
        var failures = new FailureLog();
        var objects = new StoreObjects(store.Home, failures);
        var trash = new Trash(Path.Combine(store.Home, "temp"), failures);
        trash.Take(objects.Packages.Single(package => package.Path == store.Package("doomed")));

        Assert.IsEmpty(Directory.GetDirectories(Path.Combine(store.Home, "temp")).Where(path => !FileLock.IsHeld(path + ".lock")), "in the works");
        trash.Dispose();
        var result = await store.CleanAsync();

        Assert.AreSequenceEqual([store.Layer("its layer")], result.Entries.Where(entry => entry.Kind == CollectedKind.Object).Select(entry => entry.Path));
        Assert.HasCount(1, result.Entries.Where(entry => entry.Kind == CollectedKind.Temp));
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.Combine(store.Home, "temp")));
        Assert.HasCount(2, new StoreObjects(store.Home, failures).Packages);
    }

    private static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
