using System.Runtime.Versioning;
using Ocx.Core.Files;
using Ocx.Core.Installation.Signing;

namespace Ocx.Core.Tests.Installation.Signing;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class LayerSignerTests : IDisposable
{
    private const string Program = "\u00fe\u00ed\u00fa\u00cf program";
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = ReadOnly | UnixFileMode.UserExecute;

    private readonly TemporaryDirectory _files = new();
    private readonly List<string> _warnings = [];

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task Programs_are_signed_after_the_quarantine_mark_is_gone()
    {
        Write("bin/tool", Program);
        Write("lib/b.dylib", Program);
        Write("lib/readme", "text");
        Write("lib/Main.class", "\u00ca\u00fe\u00ba\u00be\0\0\0\u0034");
        Write("empty", "");
        Links.CreateSymbolic(_files["bin/link"], "tool", toDirectory: false);
        Links.CreateSymbolic(_files["again"], "bin", toDirectory: true);
        var runner = new RecordingRunner(_ => true);

        var changed = await SignAsync(runner);

        Assert.AreSequenceEqual(
            [
                $"/usr/bin/xattr -dr com.apple.quarantine {_files.Path}",
                $"/usr/bin/codesign --sign - --force --preserve-metadata=entitlements,flags,runtime {_files["bin/tool"]}",
                $"/usr/bin/codesign --sign - --force --preserve-metadata=entitlements,flags,runtime {_files["lib/b.dylib"]}",
            ],
            runner.Commands);
        Assert.AreSequenceEqual(["bin/tool", "lib/b.dylib"], changed);
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public async Task Files_are_writable_for_the_tools_and_read_only_again()
    {
        Write("tool", Program, Executable);
        Write("text", "text");
        var during = UnixFileMode.None;

        await SignAsync(new RecordingRunner(path =>
        {
            during = File.GetUnixFileMode(path);
            Replace(path);
            return true;
        }));

        Assert.AreEqual(Executable | UnixFileMode.UserWrite, during);
        Assert.AreEqual(Executable, File.GetUnixFileMode(_files["tool"]));
        Assert.AreEqual(ReadOnly, File.GetUnixFileMode(_files["text"]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_file_with_several_names_is_signed_once_and_stays_one(bool replaces)
    {
        Write("a", Program, Executable);
        Links.CreateHard(_files["b"], _files["a"]);
        Links.CreateHard(_files["c"], _files["a"]);
        var runner = new RecordingRunner(path =>
        {
            Append(path, replaces);
            return true;
        });

        var changed = await SignAsync(runner);

        Assert.HasCount(2, runner.Commands);
        Assert.AreSequenceEqual(["a", "b", "c"], changed);
        Assert.HasCount(1, LayerFiles.Of(_files.Path));
        Assert.EndsWith("signed", File.ReadAllText(_files["c"]));
        Assert.AreEqual(Executable, File.GetUnixFileMode(_files["c"]));
    }

    [TestMethod]
    public async Task What_cannot_be_signed_in_its_place_is_signed_as_a_copy()
    {
        Write("tool", Program, Executable);
        Links.CreateHard(_files["other"], _files["tool"]);
        var runner = new RecordingRunner(path =>
        {
            Append(path, replaces: false);
            return path.EndsWith(".codesign_tmp", StringComparison.Ordinal);
        });

        var changed = await SignAsync(runner);

        Assert.EndsWith("other", runner.Commands[1]);
        Assert.EndsWith("other.codesign_tmp", runner.Commands[2]);
        Assert.AreSequenceEqual(["other", "tool"], changed);
        Assert.AreEqual("other tool", string.Join(' ', Directory.GetFiles(_files.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        Assert.EndsWith("signed", File.ReadAllText(_files["tool"]));
        Assert.AreEqual(Executable, File.GetUnixFileMode(_files["tool"]));
        Assert.HasCount(1, LayerFiles.Of(_files.Path));
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public async Task Failures_are_one_warning()
    {
        Write("one", Program);
        Write("two", Program);
        var before = File.ReadAllText(_files["one"]);

        var changed = await SignAsync(new RecordingRunner(_ => false) { ClearsQuarantine = false });

        Assert.IsEmpty(changed);
        Assert.HasCount(2, _warnings);
        Assert.Contains("quarantine", _warnings[0]);
        Assert.Contains("2 of the programs in a layer could not be signed and may not start, the first: one: no such luck.", _warnings[1]);
        Assert.AreEqual(before, File.ReadAllText(_files["one"]));
        Assert.HasCount(2, Directory.GetFiles(_files.Path));
        Assert.AreEqual(ReadOnly, File.GetUnixFileMode(_files["one"]));
    }

    [TestMethod]
    public async Task A_file_of_the_package_is_not_taken_for_the_copy()
    {
        Write("tool", Program);
        Write("tool.codesign_tmp", "mine");

        var changed = await SignAsync(new RecordingRunner(_ => false));

        Assert.IsEmpty(changed);
        Assert.Contains("'tool.codesign_tmp' is in the way", _warnings.Single());
        Assert.AreEqual("mine", File.ReadAllText(_files["tool.codesign_tmp"]));
    }

    [TestMethod]
    public void Only_macOS_signs_and_only_who_wants_it()
    {
        Assert.AreEqual(OperatingSystem.IsMacOS(), LayerSigner.ForHost(disabled: false, null) is not null);
        Assert.IsNull(LayerSigner.ForHost(disabled: true, null));
    }

    private Task<IReadOnlyList<string>> SignAsync(RecordingRunner runner) =>
        new LayerSigner(runner, _warnings.Add).SignAsync(_files.Path, "a layer", TestContext.CancellationToken);

    private void Write(string relative, string latin, UnixFileMode mode = ReadOnly)
    {
        var path = _files.Write(relative, "");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(latin));
        File.SetUnixFileMode(path, mode);
    }

    private static void Replace(string path) => Append(path, replaces: true);

    private static void Append(string path, bool replaces)
    {
        byte[] signed = [.. File.ReadAllBytes(path), .. "signed"u8];
        if (replaces)
        {
            File.Delete(path);
        }

        File.WriteAllBytes(path, signed);
    }
}
