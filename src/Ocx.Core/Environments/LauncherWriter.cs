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
        foreach (var (file, script) in Compose(package, staged))
        {
            FileFailure.Guard(staged.Entrypoints, "create", () => Directory.CreateDirectory(staged.Entrypoints));
            AtomicFile.Write(Path.Combine(staged.Entrypoints, file), Encoding.UTF8.GetBytes(script), Executable, durable: false);
        }
    }

    /// <summary>The name and the text of each launcher.</summary>
    /// <inheritdoc cref="Write" path="/param"/>
    internal IReadOnlyList<(string File, string Script)> Compose(PackageView package, PackageDirectory staged)
    {
        if (package.Metadata.Entrypoints.Count == 0)
        {
            return [];
        }

        var environment = new EnvironmentComposer(store).Compose([package], selfView: true, path => Path.Exists(Staged(path)), []);
        var resolver = new TemplateResolver(package, store);
        var launchers = new List<(string, string)>();
        foreach (var (name, entrypoint) in package.Metadata.Entrypoints)
        {
            var command = entrypoint.Command ?? name;

            // What the package does not have is looked for on PATH when the launcher runs: a shell, or a program of another system.
            var program = FindProgram(environment.SearchPath, command) ?? command;
            string[] line = [program, .. (entrypoint.Arguments ?? []).Select(resolver.Expand)];
            launchers.Add(OperatingSystem.IsWindows()
                ? (name + ".cmd", LauncherScript.Batch(environment.Entries, line))
                : (name, LauncherScript.Posix(environment.Entries, line)));
        }

        return launchers;

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
