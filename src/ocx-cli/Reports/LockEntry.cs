namespace Ocx.Cli.Reports;

/// <param name="Digest">Of the asked platform; empty when the publisher does not ship it.</param>
internal sealed record LockEntry(string Binding, string Group, string Digest, IReadOnlyDictionary<string, string> Platforms);
