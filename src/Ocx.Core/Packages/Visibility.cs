namespace Ocx.Core.Packages;

/// <summary>Who sees a variable or a dependency: the package itself (private), its users (interface), both (public), nobody (sealed).</summary>
[Flags]
public enum Visibility
{
    Sealed = 0,
    Private = 1,
    Interface = 2,
    Public = Private | Interface,
}
