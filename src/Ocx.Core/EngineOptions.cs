namespace Ocx.Core;

/// <summary>What holds for everything an engine does. Null or false: the environment variable, then the configuration, then the default decides.</summary>
/// <param name="WorkingDirectory">Absolute; relative paths in settings are taken from it. The engine never reads the process's own.</param>
/// <param name="Home">The store, <c>OCX_HOME</c>.</param>
/// <param name="ConfigFile">A configuration file on top of the tiers, <c>OCX_CONFIG</c>.</param>
/// <param name="Index">The directory of the local index, instead of the store's own; <c>OCX_INDEX</c>.</param>
/// <param name="Variables">The environment variables to read.</param>
/// <param name="Time">What retries and time-outs of the network go by; the system's clock if not given.</param>
public sealed record EngineOptions(
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Variables,
    string? Home = null,
    string? ConfigFile = null,
    bool Offline = false,
    bool Remote = false,
    bool Frozen = false,
    int? Jobs = null,
    string? Index = null,
    TimeProvider? Time = null);
