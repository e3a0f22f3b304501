using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;

namespace Ocx.Core.Tests.Files;

/// <summary>Both ways of working in a directory must keep to the same terms; on Unix both can be tried.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class DirectoryHandleTests
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0x1ED;
    private const UnixFileMode ReadOnlyMode = (UnixFileMode)0x124;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Files_and_directories_are_made_and_found(bool byPath)
    {
        using var directory = new TemporaryDirectory();
        using var root = Open(directory.Path, byPath);
        using (var child = root.TryCreateDirectory("é", DirectoryMode)!)
        {
            Write(child.TryCreateFile("a", ReadOnlyMode)!, "one");
        }

        using var found = root.OpenDirectory("é");
        using var file = found.OpenFile("a");

        Assert.AreEqual("one", Read(file));
        Assert.AreEqual("one", File.ReadAllText(directory["é", "a"]));
        Assert.AreEqual(FileKind.File, found.KindOf("a"));
        Assert.AreEqual(FileKind.Directory, root.KindOf("é"));
        Assert.IsNull(root.KindOf("no"));
    }

    [TestMethod]
    public void Modes_are_exact_whatever_the_umask()
    {
        using var directory = new TemporaryDirectory();
        using var root = DirectoryHandle.Open(directory.Path);

        root.TryCreateDirectory("d", (UnixFileMode)0x1FF)!.Dispose();
        root.TryCreateFile("w", (UnixFileMode)0x1B6)!.Dispose();
        Write(root.TryCreateFile("r", ReadOnlyMode)!, "writable until it is closed");

        Assert.AreEqual("777 666 444", string.Join(' ', new[] { "d", "w", "r" }.Select(name => Convert.ToString((int)ModeOf(directory[name]), 8))));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Nothing_is_overwritten(bool byPath)
    {
        using var directory = new TemporaryDirectory();
        using var root = Open(directory.Path, byPath);
        directory.Write("file", "one");
        directory.Write("directory/file", "two");
        Links.CreateSymbolic(directory["dangling"], "nowhere", toDirectory: false);

        foreach (var name in new[] { "file", "directory", "dangling" })
        {
            Assert.IsNull(root.TryCreateFile(name, ReadOnlyMode));
            Assert.IsNull(root.TryCreateDirectory(name, DirectoryMode));
            Assert.IsFalse(root.TryCreateSymbolicLink(name, "x", toDirectory: false));
            Assert.AreEqual(LinkOutcome.AlreadyExists, root.CreateHardLink(name, root, "file").Outcome);
        }

        Assert.AreEqual("one", File.ReadAllText(directory["file"]));
        Assert.AreEqual("nowhere", root.ReadLink("dangling"));
        Assert.IsFalse(Path.Exists(directory["nowhere"]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Links_are_not_followed(bool byPath)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("outside/secret", "s");
        Directory.CreateDirectory(directory["root"]);
        using var root = Open(directory["root"], byPath);
        Assert.IsTrue(root.TryCreateSymbolicLink("directory", "../outside", toDirectory: true));
        Assert.IsTrue(root.TryCreateSymbolicLink("file", "../outside//./secret", toDirectory: false));

        Refuses(StoreErrors.InputOutput, () => root.OpenDirectory("directory"));
        Refuses(StoreErrors.InputOutput, () => root.OpenFile("file"));
        Refuses(StoreErrors.InputOutput, () => Open(directory["root", "directory"], byPath));
        Assert.AreEqual("../outside//./secret", root.ReadLink("file"));
        Assert.AreEqual(FileKind.SymbolicLink, root.KindOf("directory"));
        Assert.IsNull(root.ReadLink("no"));
        root.DeleteFile("directory");
        root.DeleteFile("file");

        Assert.IsEmpty(Directory.GetFileSystemEntries(directory["root"]));
        Assert.AreEqual("s", File.ReadAllText(directory["outside", "secret"]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_hard_link_joins_two_directories(bool byPath)
    {
        using var directory = new TemporaryDirectory();
        using var root = Open(directory.Path, byPath);
        using var one = root.TryCreateDirectory("one", DirectoryMode)!;
        using var two = root.TryCreateDirectory("two", DirectoryMode)!;
        Write(one.TryCreateFile("a", ReadOnlyMode)!, "x");

        Assert.AreEqual(LinkOutcome.Created, two.CreateHardLink("b", one, "a").Outcome);
        Assert.AreEqual(UnixFileStatus.Of(directory["one", "a"]), UnixFileStatus.Of(directory["two", "b"]));
        Assert.AreEqual(LinkOutcome.Failed, two.CreateHardLink("c", one, "no").Outcome);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Deleting_takes_what_it_is_meant_for_alone(bool byPath)
    {
        using var directory = new TemporaryDirectory();
        using var root = Open(directory.Path, byPath);
        directory.Write("full/file", "x");
        Directory.CreateDirectory(directory["empty"]);

        Refuses(StoreErrors.InputOutput, () => root.DeleteFile("full"));
        Refuses(StoreErrors.InputOutput, () => root.DeleteDirectory("full"));
        root.DeleteDirectory("empty");
        root.DeleteDirectory("empty");
        root.DeleteFile("no");
        using var full = root.OpenDirectory("full");
        Refuses(StoreErrors.InputOutput, () => full.DeleteDirectory("file"));
        full.DeleteFile("file");
        root.DeleteDirectory("full");

        Assert.IsEmpty(Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(".")]
    [DataRow("..")]
    [DataRow("a/b")]
    [DataRow("/a")]
    [DataRow("a\0b")]
    public void Paths_are_not_names(string name)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("a/b", "x");
        using var root = DirectoryHandle.Open(directory.Path);
        Action[] uses =
        [
            () => root.OpenDirectory(name), () => root.OpenFile(name), () => root.TryCreateDirectory(name, DirectoryMode),
            () => root.TryCreateFile(name, ReadOnlyMode), () => root.TryCreateSymbolicLink(name, "x", toDirectory: false),
            () => root.CreateHardLink(name, root, "x"), () => root.CreateHardLink("x", root, name), () => root.KindOf(name),
            () => root.ReadLink(name), () => root.DeleteFile(name), () => root.DeleteDirectory(name),
        ];

        foreach (var use in uses)
        {
            Assert.ThrowsExactly<ArgumentException>(use);
        }
    }

    [TestMethod]
    public void A_directory_stays_the_same_when_its_path_leads_elsewhere()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["outside"]);
        using var root = DirectoryHandle.Open(directory.Path);
        using var child = root.TryCreateDirectory("child", DirectoryMode)!;
        Directory.Move(directory["child"], directory["moved"]);
        Links.CreateSymbolic(directory["child"], "outside", toDirectory: true);

        child.TryCreateFile("file", ReadOnlyMode)!.Dispose();

        Assert.IsTrue(File.Exists(directory["moved", "file"]));
        Assert.IsEmpty(Directory.GetFileSystemEntries(directory["outside"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Pipes_are_not_opened_as_files()
    {
        using var directory = new TemporaryDirectory();
        using var root = DirectoryHandle.Open(directory.Path);
        using (var mkfifo = Process.Start("mkfifo", [directory["pipe"]]))
        {
            await mkfifo.WaitForExitAsync(TestContext.CancellationToken);
        }

        Refuses(StoreErrors.InputOutput, () => root.OpenFile("pipe"));
        Assert.AreEqual(FileKind.Other, root.KindOf("pipe"));
    }

    [TestMethod]
    public void Failures_have_the_systems_words_and_the_whole_path()
    {
        using var directory = new TemporaryDirectory();
        using var root = DirectoryHandle.Open(directory.Path);

        var error = Assert.ThrowsExactly<OcxException>(() => root.OpenFile("no"));

        Assert.AreEqual(StoreErrors.InputOutput, error.Code);
        Assert.AreEqual($"Cannot open '{directory["no"]}': No such file or directory.", error.Message);
    }

    private static DirectoryHandle Open(string path, bool byPath) => byPath ? PathDirectoryHandle.OpenRoot(path) : DirectoryHandle.Open(path);

    private static void Refuses(ErrorCode code, Action action) => Assert.AreEqual(code, Assert.ThrowsExactly<OcxException>(action).Code);

    private static void Write(SafeFileHandle handle, string text)
    {
        using (handle)
        {
            RandomAccess.Write(handle, Encoding.UTF8.GetBytes(text), 0);
        }
    }

    private static string Read(SafeFileHandle handle)
    {
        var bytes = new byte[100];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
}
