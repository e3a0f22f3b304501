using System.Security.Cryptography;

namespace Ocx.Core.Tests.Archives;

/// <summary>A directory as sorted lines, so that two can be compared and a difference can be read.</summary>
internal static class TreeDescription
{
    public static string Of(string directory) => string.Join('\n', Lines(new DirectoryInfo(directory), "").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Lines(DirectoryInfo directory, string prefix)
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
                foreach (var line in Lines(child, path + "/"))
                {
                    yield return line;
                }
            }
            else
            {
                var executable = !OperatingSystem.IsWindows() && (info.UnixFileMode & UnixFileMode.UserExecute) != 0;
                var content = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(info.FullName)));
                yield return $"{path}{(executable ? "*" : "")} {content}";
            }
        }
    }
}
