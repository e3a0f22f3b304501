using Ocx.Core.Installation.Signing;

namespace Ocx.Core.Tests.Installation.Signing;

/// <summary>In the place of the system's tools; notes what was asked.</summary>
internal sealed class RecordingRunner(Func<string, bool> sign) : IProcessRunner
{
    public List<string> Commands { get; } = [];

    public bool ClearsQuarantine { get; init; } = true;

    public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Commands.Add($"{program} {string.Join(' ', arguments)}");
        var succeeded = program == "/usr/bin/codesign" ? sign(arguments[^1]) : ClearsQuarantine;
        return Task.FromResult(new ProcessResult(succeeded, succeeded ? "" : "no such luck"));
    }
}
