namespace Ocx.Core.Configuration;

/// <summary>The kinds of system that keep configuration in different places.</summary>
internal enum HostSystem
{
    /// <summary>Linux and whatever else follows the XDG base directories.</summary>
    Unix,
    MacOS,
    Windows,
}
