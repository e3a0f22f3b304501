using System.Text;
using Ocx.Core.Files;
using Ocx.Core.Installation;
using Ocx.Core.Store;

namespace Ocx.Core.Environments;

/// <summary>
/// Writes a script for each entry point. Packages never change, so what a program of theirs needs is known at install time: the script
/// sets it and becomes the program, without an ocx in between.
/// </summary>
public sealed class LauncherWriter(OcxStore store) : ILauncherWriter
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public void Write(PackageView package, PackageDirectory staged)
    {
        if (package.Metadata.Entrypoints.Count == 0)
        {
            return;
        }

        var environment = new EnvironmentComposer(store).Compose([package], selfView: true, path => Path.Exists(Staged(path)), []);
        var resolver = new TemplateResolver(package, store);
        FileFailure.Guard(staged.Entrypoints, "create", () => Directory.CreateDirectory(staged.Entrypoints));
        foreach (var (name, entrypoint) in package.Metadata.Entrypoints)
        {
            var command = entrypoint.Command ?? name;

            // What the package does not have is looked for on PATH when the launcher runs: a shell, or a program of another system.
            var program = FindProgram(environment.SearchPath, command) ?? command;
            string[] line = [program, .. (entrypoint.Arguments ?? []).Select(resolver.Expand)];
            var script = OperatingSystem.IsWindows()
                ? LauncherScript.Batch(environment.Entries, line)
                : LauncherScript.Posix(environment.Entries, line);
            var file = Path.Combine(staged.Entrypoints, OperatingSystem.IsWindows() ? name + ".cmd" : name);
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(script), Executable, durable: false);
        }

        string Staged(string path) => path.StartsWith(package.Directory.Root, StringComparison.Ordinal)
            ? staged.Root + path[package.Directory.Root.Length..]
            : path;

        string? FindProgram(IReadOnlyList<string> directories, string command)
        {
            string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ".com", ""] : [""];
            return directories
                .SelectMany(directory => extensions.Select(extension => Path.Combine(directory, command + extension)))
                .FirstOrDefault(path => File.Exists(Staged(path)));
        }
    }
}
