using System.Text;
using Spectre.Console;

namespace Ocx.Cli.Output;

/// <summary>The terminal behind standard error, for the library that draws on it.</summary>
internal sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    public TextWriter Writer { get; } = writer;

    public bool IsTerminal => true;

    /// <summary>Terminals that do not know their size say 0.</summary>
    public int Width => Console.WindowWidth is > 0 and var width ? width : UsualWidth;

    public int Height => Console.WindowHeight is > 0 and var height ? height : UsualHeight;

    public void SetEncoding(Encoding encoding)
    {
    }
}
