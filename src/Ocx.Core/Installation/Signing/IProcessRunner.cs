namespace Ocx.Core.Installation.Signing;

/// <summary>Runs a program of the system to its end.</summary>
internal interface IProcessRunner
{
    /// <param name="program">Absolute path.</param>
    Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
