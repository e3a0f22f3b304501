namespace Ocx.Cli.Reports;

/// <param name="Registry">Of identifiers that name none.</param>
/// <param name="Platforms">Those whose packages run here.</param>
/// <param name="Libc">The C libraries that are installed, such as <c>glibc</c>; empty but on Linux.</param>
/// <param name="Shell">The user's login shell; null when unknown.</param>
/// <param name="Home">The store.</param>
internal sealed record AboutReport(
    string Version, string Registry, IReadOnlyList<string> Platforms, IReadOnlyList<string> Libc, string? Shell, string Home);
