namespace Ocx.Core.Packages;

/// <summary>The way from a document's root to one of its values; null is the root itself.</summary>
/// <param name="Name">Of an object's member; null for an array's element.</param>
internal sealed record JsonPath(JsonPath? Parent, string? Name, int Index = -1)
{
    public static JsonPath Member(JsonPath? parent, string name) => new(parent, name);

    public static JsonPath Element(JsonPath? parent, int index) => new(parent, null, index);

    /// <summary>From the root down.</summary>
    public IReadOnlyList<JsonPath> Steps => [.. Parent?.Steps ?? [], this];

    /// <summary>As messages name it: <c>env[0].value</c>.</summary>
    public override string ToString() => Name is null ? $"{Parent}[{Index}]" : Parent is null ? Name : $"{Parent}.{Name}";
}
