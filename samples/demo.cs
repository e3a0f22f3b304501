#!/usr/bin/env dotnet
#:property PublishAot=false
// From nothing to a build that uses a pinned native tool, on a fresh clone: dotnet run samples/demo.cs [-- [--home DIR] [--clean]]
//   --home DIR   work in DIR, on a copy of the sample, instead of here
//   --clean      forget what an earlier run downloaded, too
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

const string Tag = "35.1";
const string Package = $"tools.local/protoc:{Tag}";

var total = Stopwatch.StartNew();
var clock = new Stopwatch();
var number = 0;

if (!TryReadArguments(out var home, out var clean))
{
    Console.Error.WriteLine("Usage: dotnet run samples/demo.cs -- [--home DIR] [--clean]");
    return 64;
}

if (home is not null && Directory.Exists(home) && Directory.EnumerateFileSystemEntries(home).Any() && !Directory.Exists(Path.Combine(home, ".demo")))
{
    Console.Error.WriteLine($"{home} is not empty. Name a new directory, or one that this demo made.");
    return 64;
}

var clone = Path.GetDirectoryName(SamplesDirectory())!;
var samples = home ?? SamplesDirectory();
var state = Path.Combine(samples, ".demo");
var greeter = Path.Combine(samples, "Greeter");
var project = Path.Combine(greeter, "ocx.toml");
var recipes = Path.Combine(samples, "recipes");
var feed = Path.Combine(state, "feed");
var registry = Path.Combine(state, "registry");
var store = Path.Combine(state, "store");
var ocx = Path.Combine(state, "ocx", OperatingSystem.IsWindows() ? "ocx.exe" : "ocx");

Console.WriteLine($"A .NET build that uses a pinned protoc. Feed, registry, store and downloads go to {Shown(state)}.");

if (home is not null)
{
    CopySample();
}

// A run shows the whole way, so all but the downloads of an earlier one goes. The SDK package keeps its version while its content changes.
string[] old = ["registry", "registry.away", "store", "feed", "packages/ocx.build.sdk", "../Greeter/obj", "../Greeter/bin"];
foreach (var directory in clean ? [.. old, "."] : old)
{
    Delete(Path.Combine(state, directory));
}

try
{
    Step("Pack the MSBuild SDK into a local feed", "so that Greeter can name it as any package: <Sdk Name=\"Ocx.Build.Sdk\" … />");
    Run(clone, "dotnet", "pack", "src/Ocx.Build.Sdk", "--output", feed);

    Step("Build the command line ocx", "the publisher's and the CI's tool; the build itself does not need it");
    Run(clone, "dotnet", "publish", "src/ocx-cli", "--output", Path.GetDirectoryName(ocx)!);

    Step("Fetch a real protoc", "the one inside the public NuGet package Grpc.Tools, as its publisher built it");
    Run(clone, "dotnet", "restore", recipes);

    Step($"Publish it as {Package}", "to a registry that is a directory (an OCI image layout); a recipe says how, for all platforms");
    var digests = Import("protoc");

    Step("Publish a second tool", "protoc's plugin for gRPC, from the same archive");
    Import("grpc_csharp_plugin");

    Step("Check the lock of Greeter", "ocx.lock pins the digests that every machine gets: the same files give the same package, wherever they are packed");
    Ocx("lock", "--check", "--project", project);
    var locked = File.ReadAllText(Path.Combine(greeter, "ocx.lock"));
    Require(digests.All(digest => locked.Contains(digest, StringComparison.Ordinal)), "The packages are not those that ocx.lock pins.");

    Step("Build Greeter", "the first build restores protoc into the store and generates code from greet.proto with it");
    string[] build = ["build", greeter];
    ShowRestore(Run(clone, "dotnet", build));

    Step("Build it again, with the registry taken away", "a lock that is satisfied needs no registry, and nothing is written");
    var written = Written();
    Directory.Move(registry, registry + ".away");
    ShowRestore(Run(clone, "dotnet", build));
    Directory.Move(registry + ".away", registry);
    var rewritten = Written().Except(written).ToList();
    Require(rewritten.Count == 0, $"The second build wrote {string.Join(", ", rewritten.Select(file => Shown(file.Path)))}.");

    Step("Run the tool without a build", "ocx run puts the project's tools on PATH for one command");
    var version = Ocx("run", "--project", project, "--", "protoc", "--version").Trim();
    Require(version == $"libprotoc {Tag}", $"protoc says '{version}'.");
    Console.WriteLine($"      {version}");

    Step("Run Greeter", "its message went through the generated code");
    var greeting = Run(clone, "dotnet", "run", "--no-build", "--project", greeter).Trim();
    Done();

    Console.WriteLine($"""

        {greeting}

        All steps passed in {total.Elapsed.TotalSeconds:F0} s. Where things are:
          {Shown(greeter),-24} the project: ocx.toml, ocx.lock, and the target GenerateProtobuf in Greeter.csproj
          {Shown(registry),-24} the registry: an OCI image layout with protoc for {digests.Count} platforms
          {Shown(store),-24} the store ($OCX_HOME): one copy of each tool, whatever the number of projects
          {Shown(ocx),-24} the command line; start with: {Shown(ocx)} --help
        """);
    return 0;
}
catch (DemoException failure)
{
    Console.WriteLine();
    Console.Error.WriteLine(failure.Message);
    return 1;
}

void CopySample()
{
    foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "nuget.config" })
    {
        Directory.CreateDirectory(samples);
        File.Copy(Path.Combine(SamplesDirectory(), file), Path.Combine(samples, file), overwrite: true);
    }

    foreach (var directory in new[] { "Greeter", "recipes" })
    {
        CopyDirectory(Path.Combine(SamplesDirectory(), directory), Path.Combine(samples, directory));
    }
}

// Publishes what a recipe says; returns the digests of its platforms.
List<string> Import(string recipe)
{
    using var report = JsonDocument.Parse(Ocx("package", "import", "--new", "--json", Path.Combine(recipes, $"{recipe}.toml")));
    var imported = report.RootElement.GetProperty("platforms").EnumerateArray()
        .Select(platform => (Name: platform.GetProperty("platform").GetString()!, Digest: platform.GetProperty("manifest_digest").GetString()!)).ToList();
    imported.ForEach(platform => Console.WriteLine($"      {platform.Name,-24} {platform.Digest}"));
    return [.. imported.Select(platform => platform.Digest)];
}

string Ocx(params string[] arguments) => Run(clone, ocx, arguments);

// What the SDK tells in a build; nothing when there was nothing to restore.
void ShowRestore(string output)
{
    foreach (var line in output.Split('\n').Where(line => line.Contains(Package, StringComparison.Ordinal) || line.Contains("Restored 1 tool", StringComparison.Ordinal)))
    {
        Console.WriteLine($"      {line.Trim()}");
    }
}

// Every file that a build of Greeter leaves, with its time.
List<(string Path, DateTime Time)> Written() =>
[
    .. new[] { "obj", "bin" }
        .SelectMany(directory => Directory.EnumerateFiles(Path.Combine(greeter, directory), "*", SearchOption.AllDirectories))
        .Select(file => (file, File.GetLastWriteTimeUtc(file))),
];

void Step(string title, string why)
{
    Done();
    Console.WriteLine($"\n[{++number}] {title}\n    {why}");
    clock.Restart();
}

void Done()
{
    if (number > 0)
    {
        Console.WriteLine($"    done in {clock.Elapsed.TotalSeconds:F1} s");
    }
}

// Runs a program and returns its output, which is shown only when it fails.
string Run(string directory, string program, params string[] arguments)
{
    Console.WriteLine($"    $ {string.Join(' ', arguments.Prepend(program == ocx ? "ocx" : program).Select(Shown))}");
    var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OCX_", StringComparison.OrdinalIgnoreCase)).ToList())
    {
        start.Environment.Remove(name);
    }

    start.Environment["OCX_HOME"] = store;
    start.Environment["OCX_NO_CONFIG"] = "1";
    start.Environment["OCX_CONFIG"] = program == ocx ? Path.Combine(greeter, "ocx.config.toml") : null;
    start.Environment["NUGET_PACKAGES"] = null;
    start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

    // No build server outlives the demo.
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    start.Environment["UseSharedCompilation"] = "false";

    using var process = Process.Start(start)!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    Require(process.ExitCode == 0, $"{Shown(program)} ended with exit code {process.ExitCode}:\n{output}{errors.Result}");
    return output;
}

// A path as one would type it in the clone.
string Shown(string text) => text.Replace(clone + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

bool TryReadArguments(out string? home, out bool clean)
{
    (home, clean) = (null, false);
    for (var i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--clean":
                clean = true;
                break;
            case "--home" when i + 1 < args.Length:
                home = Path.GetFullPath(args[++i]);
                break;
            default:
                return false;
        }
    }

    return true;
}

static void Require(bool condition, string message)
{
    if (!condition)
    {
        throw new DemoException(message);
    }
}

static void CopyDirectory(string source, string target)
{
    foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
    {
        var relative = Path.GetRelativePath(source, file);
        var copy = Path.Combine(target, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy, overwrite: true);
    }
}

static void Delete(string directory)
{
    if (Directory.Exists(directory))
    {
        Directory.Delete(directory, recursive: true);
    }
}

static string SamplesDirectory([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

internal sealed class DemoException(string message) : Exception(message);
