namespace Ocx.Core.Registry;

/// <summary>Where a registry is.</summary>
/// <param name="Name">As identifiers spell it: a host with optional port, or a name of the user's own.</param>
/// <param name="Url">
/// <c>https://host[/prefix]</c>, <c>http://host[/prefix]</c> or <c>file:///directory</c>; a prefix goes before every repository.
/// Null: the name is the host.
/// </param>
/// <param name="Insecure">Plain HTTP is allowed for this registry, and is what a name without url uses.</param>
public sealed record RegistrySettings(string Name, Uri? Url = null, bool Insecure = false)
{
    /// <summary>For messages: the name, and the place where that does not say it, as of a mirror.</summary>
    internal static string Show(string name, Uri address) =>
        address.Authority == name && address.AbsolutePath == "/" ? name : $"{name} (at {address.GetLeftPart(UriPartial.Path).TrimEnd('/')})";
}
