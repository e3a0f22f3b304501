namespace Ocx.Core.Packages;

/// <summary>How visibility passes along a chain of dependencies (contract: package, 2.4). Two paths to one package are merged with '|'.</summary>
public static class VisibilityAlgebra
{
    /// <summary>What an edge lets through of what lies behind it: only what is interface there passes at all.</summary>
    public static Visibility Through(this Visibility edge, Visibility behind) =>
        behind.HasFlag(Visibility.Interface) ? edge : Visibility.Sealed;

    public static string ToText(this Visibility visibility) => visibility switch
    {
        Visibility.Private => "private",
        Visibility.Interface => "interface",
        Visibility.Public => "public",
        _ => "sealed",
    };

    /// <summary>Null for any other word.</summary>
    public static Visibility? Parse(string text) => text switch
    {
        "private" => Visibility.Private,
        "interface" => Visibility.Interface,
        "public" => Visibility.Public,
        "sealed" => Visibility.Sealed,
        _ => null,
    };
}
