using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Ocx.Core;
using Ocx.Core.Oci;
using Ocx.Core.Publishing.Pushing;
using Ocx.Testing;

namespace Ocx.Cli.Tests;

/// <summary>A store, a working directory and an environment of a test's own, and the program run in them.</summary>
internal sealed class Sandbox : IDisposable
{
    /// <summary>The registry of identifiers that begin with this name is a directory of the sandbox.</summary>
    public const string LocalRegistry = "tools.local";

    private static readonly string Artifacts = Path.GetFullPath("../../..", AppContext.BaseDirectory);

    /// <summary>The program under test.</summary>
    public static readonly string Executable = Path.Combine(
        AppContext.BaseDirectory, "program", OperatingSystem.IsWindows() ? "ocx.exe" : "ocx");

    private readonly string _program;
    private readonly string _root;
    private readonly Dictionary<string, string> _variables = [];

    /// <param name="program">Another build of the program than <see cref="Executable"/>.</param>
    public Sandbox(string? program = null)
    {
        _program = program ?? Executable;
        _root = Path.Combine(Artifacts, "test", Path.GetRandomFileName());
        Work = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;
        Home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && !IsSetting(name))
            {
                _variables[name] = value;
            }
        }

        _variables["OCX"] = _program;
        _variables["OCX_HOME"] = Home;
        _variables["OCX_CEILING_PATH"] = Work;
        _variables["HOME"] = _variables["DOCKER_CONFIG"] = _variables["XDG_CONFIG_HOME"] = _root;
        _variables["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        File.WriteAllText(Path.Combine(Home, "config.toml"), $"[registries.\"{LocalRegistry}\"]\nurl = \"{new Uri(Path.Combine(_root, "registry"))}\"\n");
    }

    public string Home { get; }

    public string Work { get; }

    public Sandbox Set(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public string PathOf(string relative) => Path.Combine(Work, relative);

    /// <summary>Writes a file below the working directory.</summary>
    public string Write(string relative, string content, bool executable = false)
    {
        var path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (executable && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        }

        return path;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public Task<CommandResult> RunWithInputAsync(string input, params string[] arguments) => StartAsync(_program, input, arguments);

    /// <summary>Runs a line of the shell, in which <c>$OCX</c> is the program.</summary>
    public Task<CommandResult> RunInShellAsync(string line) => StartAsync("/bin/sh", "", ["-c", line]);

    /// <summary>Makes and publishes a package for any platform with one command on PATH, a shell script.</summary>
    /// <returns>The identifier.</returns>
    public async Task<string> PublishToolAsync(string identifier, string name, string script)
    {
        var source = Path.GetRandomFileName();
        Write($"{source}/content/bin/{name}", $"#!/bin/sh\n{script}\n", executable: true);
        var metadata = Write(
            $"{source}/metadata.json",
            """{"type":"bundle","version":1,"env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}]}""");
        var archive = await PackAsync($"{source}/content", metadata, $"{source}/layer.tar.gz");
        await PushAsync(identifier, metadata, [archive]);
        return identifier;
    }

    /// <summary>Packs a directory without starting the program: for what a test only needs to be there.</summary>
    /// <returns>Absolute path of the archive.</returns>
    public async Task<string> PackAsync(string directory, string? metadata, string archive)
    {
        using var engine = OpenEngine();
        var created = await engine.CreatePackageAsync(
            new(PathOf(directory), PathOf(archive), MetadataFile: metadata is null ? null : PathOf(metadata), Jobs: 1), CancellationToken.None);
        return created.Archive;
    }

    /// <summary>Publishes archives without starting the program.</summary>
    /// <returns>The digest of the manifest.</returns>
    public async Task<Digest> PushAsync(string identifier, string metadata, IReadOnlyList<string> archives, string platform = "any")
    {
        using var engine = OpenEngine();
        var request = new PushRequest(
            engine.ParseIdentifier(identifier), Platform.Parse(platform), [.. archives.Select(archive => LayerSpec.Parse(PathOf(archive)))], PathOf(metadata));
        return (await engine.PushPackageAsync(request, CancellationToken.None)).ManifestDigest;
    }

    /// <summary>Installs packages without starting the program.</summary>
    public async Task InstallAsync(IReadOnlyList<string> packages, bool link = false, bool select = false)
    {
        using var engine = OpenEngine();
        await engine.InstallAsync([.. packages.Select(engine.ParseIdentifier)], platform: null, link, select, CancellationToken.None);
    }

    /// <summary>Looks at the whole store without starting the program.</summary>
    /// <returns>What counts as present and is not as it should be, in lines; empty for a sound store.</returns>
    public async Task<string> FindDamageAsync()
    {
        using var engine = OpenEngine();
        var result = await engine.VerifyStoreAsync([], repair: false, CancellationToken.None);
        return string.Join('\n', result.Findings.Where(finding => finding.IsDamage).Select(finding => finding.ToString()).Concat(result.Failures.Select(failure => failure.Message)));
    }

    /// <summary>What the program is made of, in the sandbox's environment. It does not wait to see whether others publish too.</summary>
    public OcxEngine OpenEngine() => new(new EngineOptions(Work, _variables, Time: new TestTime()));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Runs any program in the sandbox's environment.</summary>
    /// <param name="started">Told of the running process, to disturb it.</param>
    public async Task<CommandResult> StartAsync(string program, string input, string[] arguments, Func<Process, Task>? started = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Without a byte order mark, which would be written before anybody reads, or after the program has ended.
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in _variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var disturbance = started?.Invoke(process) ?? Task.CompletedTask;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading.
        }

        await process.WaitForExitAsync();
        await disturbance;
        return new($"{Path.GetFileName(program)} {string.Join(' ', arguments)}", process.ExitCode, await output, await error);
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith("OCX_", StringComparison.OrdinalIgnoreCase)
        || variable is "CI" or "NO_COLOR" or "CLICOLOR" or "CLICOLOR_FORCE" or "LANG" or "LC_ALL";
}
