using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Holds what a package says of its programs against those that its users would find.</summary>
/// <param name="programs">Exactly these files are programs, by their paths from the tree, with '/'; null: as the files themselves say.</param>
internal sealed class ProgramCheck(AuthoredMetadata metadata, string tree, IReadOnlySet<string>? programs, Platform platform)
{
    private const int ProgramsShown = 20;

    private static readonly string[] WindowsExtensions = [".exe", ".com", ".bat", ".cmd"];

    private readonly SearchDirectories _directories = new(metadata, tree);

    /// <summary>Whether the programs of that platform can be told here: Windows knows no permissions.</summary>
    private bool CanTell => programs is not null || !OperatingSystem.IsWindows() || platform.Os is "windows" or "wasip1" or "wasip2";

    /// <summary>The metadata, with the list of programs where it had none.</summary>
    /// <exception cref="OcxException">OCX3021: the list, which <see cref="BinaryScan.Required"/> holds it to, is another.</exception>
    public Metadata Scan(BinaryScan scan)
    {
        var value = metadata.Value;
        if (scan == BinaryScan.Off || (scan == BinaryScan.Auto && (value.Binaries is not null || !CanTell || !_directories.Any)))
        {
            return value;
        }

        if (!CanTell)
        {
            throw Unsuitable($"Windows cannot tell which files are programs for {platform}", LocationOfList(), "Make the package on Linux or macOS, or leave out `--bin-scan`.");
        }

        var found = Programs();
        if (value.Binaries is not { } listed)
        {
            return value with { Binaries = found };
        }

        Refuse(found.Except(listed, StringComparer.Ordinal), "`binaries` does not list");
        Refuse(listed.Except(found, StringComparer.Ordinal), "these of `binaries` are no programs on the PATH:");
        return value;
    }

    /// <summary>The directories on the PATH must be there, and the C library that programs for Linux ask for must be one that the platform names, or they would be offered where they cannot run.</summary>
    /// <exception cref="OcxException">OCX3021.</exception>
    public void Lint()
    {
        if (!platform.IsAny && platform.Os != "linux")
        {
            return;
        }

        if (_directories.Unresolved is { } unresolved)
        {
            throw Unsuitable("the directory that it puts on the PATH cannot be told from the metadata", unresolved, "Write ${installPath}/DIRECTORY, or leave out the check: `--no-libc-lint`.");
        }

        if (_directories.Missing is { } missing)
        {
            throw Unsuitable(missing.Problem, missing.Location, missing.NextStep);
        }

        foreach (var file in _directories.Files())
        {
            if (LoaderOf(file) is not { } loader)
            {
                continue;
            }

            var need = KindOf(loader) ?? throw Unsuitable($"{file.Path} asks for the loader {EntryText.Quote(loader)}, which is not known", null, "If that is meant, `--no-libc-lint`.");
            if (!platform.Features.Contains(need, StringComparer.Ordinal))
            {
                throw Unsuitable(
                    $"{file.Path} needs {need} (it asks for the loader {loader}), and {platform} does not say so",
                    null,
                    platform.IsAny
                        ? "Make one package for each platform, with `-p`; or leave out the check: `--no-libc-lint`."
                        : $"Use `-p {new Platform(platform.Os, platform.Architecture, platform.Variant, [.. platform.Features, need])}`, or leave out the check: `--no-libc-lint`.");
            }
        }
    }

    private static string? KindOf(string loader)
    {
        var name = loader[(loader.LastIndexOf('/') + 1)..];
        return name.StartsWith("ld-musl-", StringComparison.Ordinal) ? CLibraries.Musl
            : name.StartsWith("ld-linux", StringComparison.Ordinal) || name.StartsWith("ld.so", StringComparison.Ordinal) || name.StartsWith("ld64.so", StringComparison.Ordinal)
                ? CLibraries.Glibc
                : null;
    }

    /// <summary>Null for what is no program for Linux, or needs no loader. Tools that rewrite programs move the loader's name to the end.</summary>
    private string? LoaderOf(ProgramFile file)
    {
        try
        {
            using var handle = File.OpenHandle(file.Place);
            var start = new byte[6];
            if (RandomAccess.Read(handle, start, 0) < 4 || !start.AsSpan().StartsWith("\u007fELF"u8))
            {
                return null;
            }

            return start[4] is 1 or 2 && start[5] == 1 ? ElfInterpreter.Find(handle) : throw Unreadable(file);
        }
        catch (InvalidDataException)
        {
            throw Unreadable(file);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file.Place, "read");
        }
    }

    private List<string> Programs() =>
    [
        .. _directories.Files().Select(NameOf).OfType<string>().Where(BinaryNames.IsValid).DistinctBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What users type; null: it is no program there.</summary>
    private string? NameOf(ProgramFile file) => platform.Os switch
    {
        "wasip1" or "wasip2" => null,
        "windows" => WindowsExtensions.FirstOrDefault(extension => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } extension
            ? file.Name[..^extension.Length]
            : null,
        _ => IsExecutable(file.Place) ? file.Name : null,
    };

    private bool IsExecutable(string place) => programs?.Contains(Path.GetRelativePath(CanonicalPath.Of(tree), CanonicalPath.Of(place)).Replace('\\', '/'))
        ?? (!OperatingSystem.IsWindows() && File.GetUnixFileMode(place).HasFlag(UnixFileMode.UserExecute));

    private void Refuse(IEnumerable<string> names, string problem)
    {
        var wrong = names.ToList();
        if (wrong.Count > 0)
        {
            var shown = string.Join(", ", wrong.Take(ProgramsShown)) + (wrong.Count > ProgramsShown ? ", …" : "");
            throw Unsuitable($"{problem} {shown}", LocationOfList(), "Correct the list, or take it out and let `ocx package create` make it.");
        }
    }

    private SourceLocation LocationOfList() => metadata.Source.LocationOf(metadata.Value.Binaries is null ? null : JsonPath.Member(null, "binaries"));

    private OcxException Unreadable(ProgramFile file) =>
        Unsuitable($"{file.Path} begins as a program for Linux and cannot be read as one", null, "If that is meant, `--no-libc-lint`.");

    private OcxException Unsuitable(string problem, SourceLocation? location, string nextStep) =>
        new(StoreErrors.ProgramsUnsuitable, $"The programs are not what the package says: {problem}.", location ?? new SourceLocation(metadata.Source.Name), nextStep);
}
