namespace Ocx.Core.Registry;

/// <summary>Gives the registry of a name, once connected or opened, again and again.</summary>
public interface IRegistryProvider
{
    /// <summary>To read from, which may be a mirror.</summary>
    IRegistry Open(string registry);

    /// <summary>To write to, and to read what decides what is written: never a mirror.</summary>
    IRegistry OpenForWriting(string registry);
}
