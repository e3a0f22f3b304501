using Ocx.Core.Oci;

namespace Ocx.Core.Packages;

/// <summary>Reads one element of <c>dependencies</c>.</summary>
internal static class DependencyReader
{
    public static Dependency Read(JsonNodeReader node)
    {
        var declaredIdentifier = node.Required("identifier");
        var text = declaredIdentifier.Text();
        if (!Identifier.TryParse(text, null, out var identifier, out var problem))
        {
            throw declaredIdentifier.Invalid($"'{text}' is not a package identifier: {problem}");
        }

        var visibility = Visibility.Sealed;
        if (node.Member("visibility") is { } declared)
        {
            visibility = VisibilityAlgebra.Parse(declared.Text()) ?? throw declared.Invalid("expected private, public, interface or sealed");
        }

        var declaredName = node.Member("name");
        var name = declaredName?.Text();
        return name is null || Slug.IsValid(name)
            ? new(identifier, visibility, name ?? Slug.From(identifier.ShortName, "dep"), name is not null)
            : throw declaredName!.Value.Invalid($"'{name}' is not a name (a-z, 0-9, '_' and '-')");
    }
}
