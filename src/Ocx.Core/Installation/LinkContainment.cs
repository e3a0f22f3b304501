namespace Ocx.Core.Installation;

/// <summary>Follows a link through the real directories, component by component, as the system would.</summary>
internal static class LinkContainment
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaximumLinks = 40;

    /// <param name="root">Absolute; nothing on the way may leave it, not even to come back.</param>
    public static bool StaysInside(string root, string link)
    {
        var pending = new Stack<string>();
        var current = Path.GetDirectoryName(link)!;
        pending.Push(Path.GetFileName(link));
        var followed = 0;
        while (pending.TryPop(out var component))
        {
            if (component is "" or ".")
            {
                continue;
            }

            if (component == "..")
            {
                if (current.Length <= root.Length)
                {
                    return false;
                }

                current = Path.GetDirectoryName(current)!;
                continue;
            }

            var next = Path.Combine(current, component);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++followed > MaximumLinks || Path.IsPathRooted(target) || target.Contains('\\', StringComparison.Ordinal))
            {
                return false;
            }

            foreach (var part in target.Split('/').Reverse())
            {
                pending.Push(part);
            }
        }

        return true;
    }
}
