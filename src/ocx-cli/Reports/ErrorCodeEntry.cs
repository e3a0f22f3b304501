using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Reports;

internal sealed record ErrorCodeEntry(string Code, int ExitCode, string Title, string Cause, string Remedy, string Page)
{
    public static ErrorCodeEntry Of(ErrorCode code) => new(code.Id, (int)code.Exit, code.Title, code.Cause, code.Remedy, code.HelpLink);
}
