namespace Ocx.Cli.Options;

/// <summary>How much is told on standard error.</summary>
internal enum LogLevel
{
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}
