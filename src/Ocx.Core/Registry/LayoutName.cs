using Ocx.Core.Oci;

namespace Ocx.Core.Registry;

/// <summary>
/// What the name of an entry in a layout's index means. <c>repository:tag</c> is what this program writes; a tag alone, as other tools write it
/// into a layout of one repository, belongs to the repository that the directory is called after.
/// </summary>
internal readonly record struct LayoutName(string Repository, string Tag)
{
    /// <summary>Null when it is no name that an identifier could have: somebody else wrote it, and nobody asks for it.</summary>
    /// <param name="directoryName">The last part of the layout's path.</param>
    public static LayoutName? Parse(string? text, string directoryName)
    {
        if (text is null)
        {
            return null;
        }

        var colon = text.LastIndexOf(':');
        var name = colon < 0 ? new LayoutName(directoryName, text) : new LayoutName(text[..colon], text[(colon + 1)..]);
        return Identifier.IsRepository(name.Repository) && Identifier.IsTag(name.Tag) ? name : null;
    }

    public override string ToString() => $"{Repository}:{Tag}";
}
