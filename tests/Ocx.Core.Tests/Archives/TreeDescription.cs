using System.Security.Cryptography;

namespace Ocx.Core.Tests.Archives;

/// <summary>A directory as sorted lines, so that two can be compared and a difference can be read.</summary>
internal static class TreeDescription
{
    /// <param name="mode">Makes a file's permissions fit for comparison; null: only whether it is executable counts.</param>
    public static string Of(string directory, Func<UnixFileMode, UnixFileMode>? mode = null) =>
        string.Join('\n', Lines(new DirectoryInfo(directory), "", mode ?? (bits => bits & UnixFileMode.UserExecute)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(DirectoryInfo directory, string prefix, Func<UnixFileMode, UnixFileMode> mode)
    {
        foreach (var info in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            var path = prefix + info.Name;
            if (info.LinkTarget is { } target)
            {
                yield return $"{path} -> {target}";
            }
            else if (info is DirectoryInfo child)
            {
                yield return $"{path}/";
                foreach (var line in Lines(child, path + "/", mode))
                {
                    yield return line;
                }
            }
            else
            {
                var bits = OperatingSystem.IsWindows() ? UnixFileMode.None : mode(info.UnixFileMode);
                var content = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(info.FullName)));
                yield return $"{path} {Convert.ToString((int)bits, 8)} {content}";
            }
        }
    }
}
