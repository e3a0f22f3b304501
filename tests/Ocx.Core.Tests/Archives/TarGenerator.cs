using System.Text;

namespace Ocx.Core.Tests.Archives;

/// <summary>
/// Makes archives that are odd but sound: names, depths, modes, sizes, links and the forms of headers vary with the seed. GNU tar and
/// layers must make one and the same tree of them.
/// </summary>
internal sealed class TarGenerator(int seed)
{
    private const int PlainName = 100;

    private static readonly string[] Stems =
    [
        "a", "B", "b", "bin", "lib", "usr", "naïve", "日本語", "e\u0301", "é", "ß", "ss", "with space", "-rf", "it's", "co:lon", "B::Deparse.3pm", "aux.c", "NUL", "dot.",
        "space ", "PROGRA~1", "...", ".hidden", ".wh.x", "#x#", "%20", "*?[", "\"q\"", "😀", "a=b", "digest", "{}", "~", "$HOME", "\u200b",
    ];

    private static readonly int[] Modes = [0x1A4, 0x1ED, 0x180, 0x1C0, 0x124, 0x16D, 0x9ED, 0x5ED, 0x3FF, 0x1B6, 0x1FF, 0x100, 0x140, 0x1C9, 0x1EC];

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _directories = [""];
    private readonly List<string> _files = [];
    private int _sequence;

    public TarBuilder Tar { get; } = new();

    /// <param name="feature">What makes it one that must be refused.</param>
    public byte[] Generate(TarFeature? feature)
    {
        if (Chance(10))
        {
            Tar.PaxText('g', TarBuilder.Record("comment", "0123456789abcdef"));
        }

        if (Chance(40))
        {
            Tar.Directory("./");
        }

        Append(_random.Next(1, 25));
        feature?.Append(this);
        Append(feature is null || feature.Reason == "follows its end" ? 0 : _random.Next(3));
        return [.. Tar.ToTar(), .. new byte[512 * _random.Next(3)]];
    }

    /// <summary>A name that nothing else has, at the top.</summary>
    public string NewName() => $"new{_sequence++}";

    /// <summary>A new file at the top.</summary>
    public string NewFile()
    {
        var name = NewName();
        Tar.File(name, "first");
        return name;
    }

    private void Append(int entries)
    {
        for (; entries > 0; entries--)
        {
            switch (_random.Next(100))
            {
                case < 20:
                    AddDirectory();
                    break;
                case < 25:
                    Emit('5', Pick(_directories) + "/", mode: 0x1ED);
                    break;
                case < 40:
                    AddLink();
                    break;
                case < 50 when _files.Count > 0:
                    Emit('1', NewPath(), Decorate(Pick(_files)));
                    break;
                default:
                    AddFile();
                    break;
            }
        }
    }

    private void AddDirectory()
    {
        for (var depth = Chance(3) ? 40 : 1; depth > 0; depth--)
        {
            var path = NewPath();
            _directories.Add(path);
            if (Chance(70))
            {
                Emit('5', path + (Chance(80) ? "/" : ""), mode: Chance(50) ? 0x1ED : 0x1C0);
            }
        }
    }

    private void AddFile()
    {
        var size = _random.Next(6) switch { 0 => 0, 1 => 1, 2 => _random.Next(510, 515), 3 => 512 * _random.Next(4), 4 => Chance(5) ? 300_000 : 10_240, _ => _random.Next(5000) };
        var content = new byte[size];
        _random.NextBytes(content);
        var path = NewPath();
        _files.Add(path);
        Emit(Chance(5) ? '7' : Chance(5) ? '\0' : '0', path, content: content, mode: Pick(Modes));
    }

    /// <summary>To something that is there, or to nothing, but always inside and never in a circle.</summary>
    private void AddLink()
    {
        var path = NewPath();
        var target = Chance(30) ? $"nowhere{_sequence++}/{Pick(Stems)}" : Pick(Chance(50) && _files.Count > 0 ? _files : _directories);
        var up = string.Concat(Enumerable.Repeat(Chance(20) ? ".././" : "../", path.Count(character => character == '/')));
        var text = up + target;
        Emit('2', path, text.Length == 0 ? "." : text);
    }

    private string NewPath()
    {
        while (true)
        {
            var directory = Pick(_directories);
            var stem = Pick(Stems);
            var name = _random.Next(10) switch
            {
                0 => stem + new string('l', _random.Next(60, 200)),
                1 => new string('é', _random.Next(40, 127)),
                2 => stem,
                _ => $"{stem}{_sequence++}",
            };
            var path = directory.Length == 0 ? name : $"{directory}/{name}";
            if (Encoding.UTF8.GetByteCount(path) < 3500 && _taken.Add(path))
            {
                return path;
            }
        }
    }

    private void Emit(char type, string path, string link = "", byte[]? content = null, int mode = 0x1A4)
    {
        content ??= [];
        var name = Decorate(path);
        var isLong = Encoding.UTF8.GetByteCount(name) > PlainName || Encoding.UTF8.GetByteCount(link) > PlainName;
        Action<byte[]>? change = Chance(10) ? header => header.AsSpan(257, 8).Clear() : null;
        if (Chance(30) && Split(name) is var (prefix, rest) && Encoding.UTF8.GetByteCount(link) <= PlainName)
        {
            name = rest;
            change = header => TarBuilder.Put(header, 345, prefix);
        }
        else if ((isLong && Chance(50)) || Chance(15))
        {
            Tar.Pax([("mtime", "1.5"), ("path", name), .. link.Length > 0 ? [("linkpath", link)] : Array.Empty<(string, string)>(), ("SCHILY.fflags", "x")]);
            (name, link) = ("cut", link.Length > 0 ? "cut" : "");
        }
        else if (isLong || Chance(10))
        {
            Tar.LongName(name);
            if (link.Length > 0)
            {
                Tar.LongName(link, 'K');
            }

            (name, link) = ("cut", link.Length > 0 ? "cut" : "");
            change = header => TarBuilder.Put(header, 257, "ustar  \0");
        }

        Tar.Header(type, name, content.Length, link, mode, change).Bytes(content).Pad();
    }

    /// <summary>In two parts as POSIX has them, or null where that cannot be.</summary>
    private static (string Prefix, string Name)? Split(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            var (prefix, rest) = (name[..slash], name[(slash + 1)..]);
            if (rest.Length > 0 && Encoding.UTF8.GetByteCount(prefix) <= 155 && Encoding.UTF8.GetByteCount(rest) <= PlainName)
            {
                return (prefix, rest);
            }
        }

        return null;
    }

    private string Decorate(string path) =>
        path.Length == 0 || path[0] == '/' ? "./" + path.TrimStart('/')
        : Chance(20) ? "./" + path
        : Chance(5) ? path.Replace("/", "//./", StringComparison.Ordinal)
        : path;

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
