namespace Ocx.Cli.Reports;

/// <param name="Kind">Always <c>package</c>: this program has no lazy shims.</param>
internal sealed record LocatedEntry(string Path, string Kind = "package");
