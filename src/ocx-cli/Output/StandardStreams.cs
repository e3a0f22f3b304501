using System.Text;
using Ocx.Cli.Processes;

namespace Ocx.Cli.Output;

/// <summary>Standard output and error as UTF-8 with LF; opened when first written to.</summary>
internal sealed class StandardStreams(string? colorChoice, IReadOnlyDictionary<string, string> variables)
{
    private const int UsualWidth = 80;
    private const int LargestWidth = 100;

    private readonly Lazy<TextWriter> _out = new(() => Open(1, flushAlways: false));
    private readonly Lazy<TextWriter> _error = new(() => Open(2, flushAlways: true));
    private readonly Lazy<bool> _colorOut = new(() => Options.ColorChoice.IsOn(colorChoice, variables, !Console.IsOutputRedirected));
    private readonly Lazy<bool> _colorError = new(() => Options.ColorChoice.IsOn(colorChoice, variables, !Console.IsErrorRedirected));

    public TextWriter Out => _out.Value;

    public TextWriter Error => _error.Value;

    public bool ColorOut => _colorOut.Value;

    public bool ColorError => _colorError.Value;

    public static bool ErrorIsTerminal => !Console.IsErrorRedirected;

    /// <summary>Whether the error stream shows more than ASCII: only a terminal that says so, since logs are read by anything.</summary>
    public bool ErrorShowsUnicode => ErrorIsTerminal && (OperatingSystem.IsWindows()
        ? Console.OutputEncoding.CodePage == Encoding.UTF8.CodePage
        : (Value("LC_ALL") ?? Value("LC_CTYPE") ?? Value("LANG") ?? "").Replace("-", "", StringComparison.Ordinal)
            .EndsWith("UTF8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Columns that text may fill: the terminal's, within reason; 80 where there is none.</summary>
    public static int OutWidth =>
        Console.IsOutputRedirected || Console.WindowWidth <= 0 ? UsualWidth : Math.Clamp(Console.WindowWidth, UsualWidth / 2, LargestWidth);

    public void Flush()
    {
        if (_out.IsValueCreated)
        {
            Out.Flush();
        }
    }

    private string? Value(string name) => variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    // A Windows console converts by its code page; everything else gets the bytes as they are.
    private static TextWriter Open(int descriptor, bool flushAlways)
    {
        if (OperatingSystem.IsWindows())
        {
            var (redirected, console, raw) = descriptor == 1
                ? (Console.IsOutputRedirected, Console.Out, Console.OpenStandardOutput())
                : (Console.IsErrorRedirected, Console.Error, Console.OpenStandardError());
            return redirected ? Utf8(raw, flushAlways) : console;
        }

        return Utf8(new DescriptorStream(descriptor), flushAlways);
    }

    private static StreamWriter Utf8(Stream stream, bool flushAlways) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = flushAlways };
}
