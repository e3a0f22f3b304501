namespace Ocx.Cli.Reports;

/// <param name="Reason"><c>link</c>, <c>project</c>, <c>process</c>, <c>package</c>, <c>manifest</c> or <c>unreadable</c>.</param>
/// <param name="By">The path of the link, project, package or manifest; the process's number and what it does.</param>
internal sealed record KeptByEntry(string Reason, string By);
