using System.Net.Sockets;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Publishing.Importing;
using Ocx.Core.Tests.Archives;

namespace Ocx.Core.Tests.Publishing.Importing;

[TestClass]
public sealed class StagedLayerTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public StagedLayerTests()
    {
        _files.Write("tree/v1/tool", "t");
        _files.Write("tree/v1/lib/helper", "h", executable: true);
    }

    public required TestContext TestContext { get; init; }

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(null, null, "v1/tool", "v1/tool")]
    [DataRow("v1", null, "v1/tool", "tool")]
    [DataRow("v1", "bin", "v1/tool v1/lib/helper", "bin/lib/helper bin/tool")]
    [DataRow("v1", "bin", "", "")]
    [DataRow("current", "bin", "v1/tool", "bin/tool")]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Programs_are_those_that_the_archive_says(string? root, string? prefix, string said, string expected)
    {
        Links.CreateSymbolic(_files["tree", "current"], "v1", toDirectory: true);

        var programs = Make(Layer(root, prefix), new(_files["tree"], said.Split(' ').ToHashSet()));

        Assert.AreEqual(expected, string.Join(' ', programs!.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void Or_the_recipe()
    {
        var layer = Layer("v1", "bin") with { Executable = [new("to*", default)] };

        Assert.AreEqual("bin/tool", Make(layer, new(_files["tree"], new HashSet<string> { "v1/lib/helper" }))!.Single());
        Assert.AreEqual("bin/tool", Make(layer, new(_files["tree"]))!.Single());
    }

    [TestMethod]
    public void Or_else_the_files_themselves() => Assert.IsNull(Make(Layer("v1", "bin"), new(_files["tree"])));

    [TestMethod]
    public void A_root_is_spelled_as_it_is_on_every_system() =>
        Assert.Contains("no directory 'V1'", Assert.ThrowsExactly<OcxException>(() => Make(Layer("V1", null), new(_files["tree"]))).Message);

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        await SystemTool.RunAsync("mkfifo", TestContext.CancellationToken, _files["tree/v1/pipe"]);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() =>
            Task.Run(() => Make(Layer("v1", null), new(_files["tree"]))).WaitAsync(TimeSpan.FromMinutes(1), TestContext.CancellationToken));

        Assert.AreEqual("OCX3013", failure.Code.Id);
        Assert.Contains("'pipe'", failure.Message);
        Make(Layer("v1", null) with { Files = [new("tool", default)] }, new(_files["tree"]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.GetRelativePath(Environment.CurrentDirectory, _files["tree/v1/s"])));

        Assert.Contains("'s' in", Assert.ThrowsExactly<OcxException>(() => Make(Layer("v1", null), new(_files["tree"]))).Message);
    }

    [TestMethod]
    [DataRow("v1", null)]
    [DataRow("v1/lib", "v1/lib/below")]
    public void What_may_not_be_read_is_not_left_out(string unreadable, string? root)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("Windows has no such permission, and the superuser may read everything.");
            return;
        }

        File.SetUnixFileMode(_files["tree/" + unreadable], UnixFileMode.None);
        try
        {
            var failure = Assert.ThrowsExactly<OcxException>(() => Make(Layer(root, null), new(_files["tree"])));
            Assert.AreEqual(ExitCode.Permission, failure.Exit);
            Assert.Contains(unreadable, failure.Message);
        }
        finally
        {
            File.SetUnixFileMode(_files["tree/" + unreadable], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private RecipeLayer Layer(string? root, string? prefix) => new(_files["tree"], null, null, 0, root, prefix, null, null, new SourceLocation("recipe.toml", 3, 1));

    private IReadOnlySet<string>? Make(RecipeLayer layer, UnpackedSource source) =>
        new StagedLayer(layer, new PatternUse([layer])).Make(source, _files[Guid.NewGuid().ToString("N")]);
}
