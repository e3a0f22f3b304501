namespace Ocx.Core.Oci;

/// <summary>
/// Which C libraries programs can run on here: those whose loader is installed, whatever the distribution calls itself. What the system's own
/// programs run on needs no proof. Any other loader is started once to hear what it is, for it may be a stub that only complains, or a layer
/// of compatibility; that takes some milliseconds, and all the rest a fraction of one.
/// </summary>
internal sealed class CLibraries(string architecture, ILoaderFiles files)
{
    public const string Glibc = "libc.glibc";
    public const string Musl = "libc.musl";

    private static readonly string[] Programs = ["/usr/bin/env", "/bin/sh", "/bin/ls"];
    private static readonly string[] Directories = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];

    private readonly (string Glibc, string Musl) _names = architecture switch
    {
        "amd64" => ("ld-linux-x86-64.so", "ld-musl-x86_64.so"),
        "arm64" => ("ld-linux-aarch64.so", "ld-musl-aarch64.so"),
        _ => ("ld-linux-armhf.so", "ld-musl-armhf.so"),
    };

    /// <summary>As <c>os.features</c> spells them.</summary>
    public IReadOnlyCollection<string> Detect()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var loader in Programs.Select(program => ElfInterpreter.Find(files.ReadStart(program, ElfInterpreter.StartLength))).OfType<string>())
        {
            Add(found, KindByName(loader));
        }

        // Programs ask for exactly these names; each architecture has one of the numbers.
        string[] names = [_names.Glibc + ".2", _names.Glibc + ".1", _names.Glibc + ".3", _names.Musl + ".1"];
        Prove(found, Directories.SelectMany(directory => names.Select(name => $"{directory}/{name}")).Where(files.Exists));
        if (found.Count == 0)
        {
            Prove(found, Scan());
        }

        return found;
    }

    private void Prove(SortedSet<string> found, IEnumerable<string> loaders)
    {
        foreach (var loader in loaders.Where(loader => KindByName(loader) is { } kind && !found.Contains(kind)))
        {
            Add(found, KindByAnswer(loader));
        }
    }

    /// <summary>Unusual systems keep their loaders a directory further down.</summary>
    private IEnumerable<string> Scan() => Directories
        .SelectMany(directory => files.List(directory).SelectMany(path => KindByName(path) is null ? files.List(path) : [path]))
        .Where(path => KindByName(path) is not null);

    private string? KindByName(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.Contains(_names.Glibc, StringComparison.Ordinal) ? Glibc
            : name.Contains(_names.Musl, StringComparison.Ordinal) ? Musl
            : null;
    }

    private string? KindByAnswer(string loader)
    {
        var answer = files.Run(loader, "--version");
        if (answer.Text.Contains("musl libc", StringComparison.Ordinal))
        {
            return Musl;
        }

        if (answer.Text.Contains("GNU libc", StringComparison.Ordinal) || answer.Text.Contains("GLIBC", StringComparison.Ordinal))
        {
            return Glibc;
        }

        // A layer over musl knows no such option, but runs programs.
        return answer.ExitCode == 127 && KindByName(loader) == Glibc && files.Run(loader, "/bin/true").ExitCode == 0 ? Glibc : null;
    }

    private static void Add(SortedSet<string> found, string? kind)
    {
        if (kind is not null)
        {
            found.Add(kind);
        }
    }
}
