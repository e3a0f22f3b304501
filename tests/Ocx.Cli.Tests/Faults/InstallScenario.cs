using System.IO.Enumeration;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Tests.Faults;

/// <summary>
/// Three packages in a directory registry: two tools that share a layer, and a library that one of them needs. They are installed while
/// something goes wrong, and afterwards the store must be as good as new.
/// </summary>
internal sealed class InstallScenario : IDisposable
{
    public const string First = "tools.local/first:1";
    public const string Second = "tools.local/second:1";

    private const int ChecksByEngine = 8;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private static readonly string[] Commands = ["first", "second"];

    private int _checks;

    private InstallScenario(Sandbox sandbox) => Sandbox = sandbox;

    public Sandbox Sandbox { get; }

    public static string[] Install => ["install", "--select", First, Second];

    public static async Task<InstallScenario> CreateAsync()
    {
        var scenario = new InstallScenario(new Sandbox());
        var shared = await scenario.PackAsync("shared", """{"type":"bundle","version":1}""", executable: false);
        var library = await scenario.PackAsync("library", """{"type":"bundle","version":1}""", executable: false);
        var digest = await scenario.Sandbox.PushAsync("tools.local/library:1", "library.json", [library]);
        const string path = """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}],""";
        var first = await scenario.PackAsync("first", $$"""{{path}}"dependencies":[{"identifier":"tools.local/library@{{digest}}"}]}""");
        var second = await scenario.PackAsync("second", path + "\"entrypoints\":" + """{"two":{"command":"second"}}}""");
        await scenario.Sandbox.PushAsync(First, "first.json", [shared, first]);
        await scenario.Sandbox.PushAsync(Second, "second.json", [shared, second]);
        return scenario;
    }

    /// <summary>
    /// What must hold whatever happened: nothing that counts as installed is damaged, a new try succeeds, and nothing is left behind. Every eighth time the
    /// program itself finds out, and runs the tools; the other times the engine does, of which the program is a shell.
    /// </summary>
    public async Task ShouldBeSoundAsync(string after)
    {
        // Young ones may be somebody's work; `clean` takes what is older than an hour.
        foreach (var file in Unfinished())
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));
        }

        await (_checks++ % ChecksByEngine == 0 ? CheckByProgramAsync(after) : CheckByEngineAsync(after));
        var temp = Path.Combine(Sandbox.Home, "temp");
        Explain(!Directory.Exists(temp) || Directory.GetFileSystemEntries(temp).Length == 0, after, $"temp/ is not empty: {string.Join(' ', Entries(temp))}");
        Explain(Unfinished().Count == 0, after, $"unfinished files: {string.Join(' ', Unfinished())}");
    }

    /// <summary>Back to a store with nothing in it.</summary>
    public void EmptyStore()
    {
        foreach (var directory in Directory.GetDirectories(Sandbox.Home))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public void Dispose() => Sandbox.Dispose();

    private async Task CheckByProgramAsync(string after)
    {
        foreach (var arguments in new[] { ["store", "verify"], Install, ["store", "verify"], ["clean"] })
        {
            var result = await Sandbox.RunAsync(arguments);
            Explain(result.ExitCode == 0, after, result.ToString());
        }

        foreach (var command in Commands)
        {
            var result = await Sandbox.RunAsync("exec", $"tools.local/{command}:1", "--", command);
            Explain(result is { ExitCode: 0 } && result.Output == $"{command}\n", after, result.ToString());
        }
    }

    private async Task CheckByEngineAsync(string after)
    {
        foreach (var step in new[] { Sandbox.FindDamageAsync, InstallAsync, Sandbox.FindDamageAsync, CleanAsync })
        {
            try
            {
                var wrong = await step();
                Explain(wrong is "", after, wrong);
            }
            catch (OcxException failure)
            {
                Explain(false, after, failure.ToString());
            }
        }
    }

    private async Task<string> InstallAsync()
    {
        await Sandbox.InstallAsync([First, Second], link: true, select: true);
        return "";
    }

    private async Task<string> CleanAsync()
    {
        using var engine = Sandbox.OpenEngine();
        return string.Join('\n', (await engine.CleanAsync(new(), CancellationToken.None)).Failures.Select(failure => failure.Message));
    }

    private List<string> Unfinished() =>
    [
        .. new FileSystemEnumerable<string>(Sandbox.Home, (ref FileSystemEntry entry) => entry.ToFullPath(), Everywhere)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName.StartsWith(".tmp-"),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        },
    ];

    private static void Explain(bool condition, string after, string what) => Assert.IsTrue(condition, $"After {after}:\n{what}");

    private static IEnumerable<string> Entries(string directory) => Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry)!);

    private Task<string> PackAsync(string name, string metadata, bool executable = true)
    {
        Sandbox.Write($"{name}.json", metadata);
        Sandbox.Write(executable ? $"{name}/bin/{name}" : $"{name}/share/{name}", $"#!/bin/sh\necho {name}\n", executable);
        Sandbox.Write($"{name}/lib/{name}.dat", string.Concat(Enumerable.Repeat(name, 5_000)));
        if (!executable)
        {
            File.CreateSymbolicLink(Sandbox.PathOf($"{name}/lib/{name}.link"), $"{name}.dat");
        }

        return Sandbox.PackAsync(name, $"{name}.json", $"{name}.tar.gz");
    }
}
