using Spectre.Console;

namespace Ocx.Cli.Output;

/// <summary>Progress bars on the terminal behind standard error, one per package or layer, gone when all is done.</summary>
internal sealed class TransferDisplay : IDisposable
{
    private readonly Messages _messages;
    private readonly StandardStreams _streams;
    private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _end = new();
    private readonly ProgressContext _context;
    private readonly Task _drawing;

    public TransferDisplay(Messages messages, StandardStreams streams)
    {
        _messages = messages;
        _streams = streams;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new TerminalOutput(streams.Error),
            ColorSystem = streams.ColorError ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        var context = new TaskCompletionSource<ProgressContext>();
        _drawing = console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(started =>
            {
                context.SetResult(started);
                return _end.Task;
            });
        _context = context.Task.GetAwaiter().GetResult();
        messages.RedirectTo(line => console.WriteLine(line));
    }

    public void Add(string name, long bytes) =>
        _tasks[name] = _context.AddTask(Markup.Escape(TerminalText.Neutralise(Shorten(name))), maxValue: Math.Max(bytes, 1));

    public void Advance(string name, long bytes)
    {
        if (_tasks.TryGetValue(name, out var task))
        {
            task.Increment(bytes);
        }
    }

    public void Finish(string name)
    {
        if (_tasks.Remove(name, out var task))
        {
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }

    public void Dispose()
    {
        _end.SetResult();
        _drawing.GetAwaiter().GetResult();
        _messages.RedirectTo(null);
        if (!OperatingSystem.IsWindows())
        {
            // Asking for the terminal's size has made .NET switch its keypad mode; a program that replaces this process must not inherit that.
            _streams.Error.Write("\e[?1l\e>");
        }
    }

    /// <summary>A line has no room for a whole digest.</summary>
    private static string Shorten(string name)
    {
        var digest = name.IndexOf("@sha256:", StringComparison.Ordinal);
        return digest < 0 ? name : name[..digest];
    }
}
