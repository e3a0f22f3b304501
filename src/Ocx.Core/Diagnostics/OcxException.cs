namespace Ocx.Core.Diagnostics;

/// <summary>A failure meant for the user: what happened, where, and what to do next. Anything else that escapes is a defect.</summary>
public sealed class OcxException : Exception
{
    /// <param name="nextStep">Null: the code's own remedy. Empty: the message says it already.</param>
    /// <param name="exit">Null: the code's own.</param>
    public OcxException(
        ErrorCode code,
        string message,
        SourceLocation? location = null,
        string? nextStep = null,
        Exception? innerException = null,
        ExitCode? exit = null)
        : base(message, innerException)
    {
        Code = code;
        Location = location;
        NextStep = nextStep switch { null => code.Remedy, "" => null, _ => nextStep };
        Exit = exit ?? code.Exit;
    }

    public ErrorCode Code { get; }

    public SourceLocation? Location { get; }

    /// <summary>A sentence, often a command line, that gets the user on; null when the message says it already.</summary>
    public string? NextStep { get; }

    /// <summary>Usually the code's own; a few failures share a code but end differently.</summary>
    public ExitCode Exit { get; }

    /// <summary>Message and next step as one text, without code and place: loggers print those in their own form.</summary>
    public string FullMessage => NextStep is null ? Message : $"{Message} {NextStep}";
}
