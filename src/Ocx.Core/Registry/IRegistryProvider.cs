namespace Ocx.Core.Registry;

/// <summary>Gives the registry of a name, once connected or opened, again and again.</summary>
public interface IRegistryProvider
{
    IRegistry Open(string registry);
}
