using System.Text;

namespace Ocx.Core.Packages;

/// <summary>A path inside a package, as publishers write it (contract: package, 1.2).</summary>
internal static class RelativePath
{
    private const int MaximumComponents = 32;
    private const int MaximumComponentLength = 255;
    private const int MaximumLength = 4096;

    /// <summary>A relative path with '/' that stays inside; null for any other.</summary>
    public static string? Normalize(string path)
    {
        var components = path.Replace('\\', '/').Split('/');
        return components.Length <= MaximumComponents
            && Encoding.UTF8.GetByteCount(path) <= MaximumLength
            && components.All(component => component is not ("" or "." or "..") && IsPlain(component))
                ? string.Join('/', components)
                : null;
    }

    private static bool IsPlain(string component) =>
        Encoding.UTF8.GetByteCount(component) <= MaximumComponentLength && component.All(c => c != ':' && !char.IsControl(c));
}
