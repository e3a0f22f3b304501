using Ocx.Cli.Options;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Output;

/// <summary>What is told on standard error, line by line. Safe for use from several threads.</summary>
internal sealed class Messages(StandardStreams streams)
{
    private const string Red = "\e[1;31m";
    private const string Yellow = "\e[1;33m";
    private const string Reset = "\e[0m";

    private readonly Lock _lock = new();
    private Action<string>? _redirected;

    public LogLevel Level { get; set; } = LogLevel.Warn;

    /// <summary>Notes are for people: they are shown on a terminal, and elsewhere only from level info on.</summary>
    public bool Quiet { get; set; }

    /// <summary>While something else draws on the terminal, lines go through it; null: directly again.</summary>
    public void RedirectTo(Action<string>? writeLine)
    {
        lock (_lock)
        {
            _redirected = writeLine;
        }
    }

    /// <summary>One line of form <c>file(line,col): error CODE: message</c>, and the next step on a line of its own.</summary>
    public void Error(ErrorCode code, string message, SourceLocation? location = null, string? nextStep = null)
    {
        var place = location is { } known ? TerminalText.Neutralise(known.ToString()) + ": " : "";
        Write(LogLevel.Error, $"{place}{Colored(Red, $"error {code.Id}:")} {TerminalText.Neutralise(message)}");
        if (nextStep is not null)
        {
            Write(LogLevel.Error, $"  {(streams.ErrorShowsUnicode ? "→" : "->")} {TerminalText.Neutralise(nextStep)}");
        }
    }

    public void Warn(string message) => Write(LogLevel.Warn, $"{Colored(Yellow, "warning:")} {TerminalText.Neutralise(message)}");

    /// <summary>Something done, for a person who watches.</summary>
    public void Note(string message) =>
        Write(StandardStreams.ErrorIsTerminal && !Quiet && Level == LogLevel.Warn ? LogLevel.Warn : LogLevel.Info, TerminalText.Neutralise(message));

    /// <summary>Why nothing happens for a while; told everywhere, since a log that stands still asks for it most.</summary>
    public void Wait(string message) => Write(Quiet ? LogLevel.Info : LogLevel.Warn, TerminalText.Neutralise(message));

    /// <summary>Something that was asked for, where standard output is somebody else's.</summary>
    public void Tell(string message) => Write(LogLevel.Error, TerminalText.Neutralise(message));

    /// <summary>Text for the developers of this program: line breaks stay.</summary>
    public void Debug(string text) => Write(LogLevel.Debug, text);

    private void Write(LogLevel level, string line)
    {
        if (level > Level)
        {
            return;
        }

        lock (_lock)
        {
            if (_redirected is { } write)
            {
                write(line);
            }
            else
            {
                streams.Error.WriteLine(line);
            }
        }
    }

    private string Colored(string style, string text) => streams.ColorError ? style + text + Reset : text;
}
