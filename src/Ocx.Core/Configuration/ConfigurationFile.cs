using System.Globalization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Toml;

namespace Ocx.Core.Configuration;

/// <summary>One <c>config.toml</c>. Tables it does not know are left to versions that do.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="DefaultRegistry">Null when the file does not say.</param>
/// <param name="Registries">Addresses by name.</param>
/// <param name="Mirrors">By the host they stand for.</param>
public sealed record ConfigurationFile(
    string Path,
    Setting<string>? DefaultRegistry,
    IReadOnlyDictionary<string, Setting<Uri>> Registries,
    IReadOnlyDictionary<string, MirrorEntry> Mirrors)
{
    /// <param name="warn">Told of keys that have no meaning.</param>
    /// <exception cref="OcxException">OCX1015, OCX1018, OCX1024.</exception>
    public static ConfigurationFile Read(string path, Action<string>? warn = null)
    {
        var content = ReadBounded(path);
        return new ConfigurationFileReader(path, warn).Parse(content);
    }

    private static byte[] ReadBounded(string path)
    {
        try
        {
            // A pipe would never end, a device never stop.
            if (!IsRegular(path))
            {
                throw Unreadable(path, "it is not a regular file");
            }

            var content = SharedFile.ReadAllBytes(path, TomlFile.MaximumSize);
            return content.Length <= TomlFile.MaximumSize ? content : throw TooLarge(path, new FileInfo(path).Length);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw Unreadable(path, FileFailure.From(exception, path, "read").Message, exception);
        }
    }

    private static bool IsRegular(string path)
    {
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        return OperatingSystem.IsWindows() ? !Directory.Exists(target) : UnixFileStatus.Of(target) is null or { IsRegularFile: true };
    }

    private static OcxException Unreadable(string path, string reason, Exception? exception = null) => new(
        ProjectErrors.ConfigUnreadable, $"The configuration file {path} cannot be read: {reason.TrimEnd('.')}.", innerException: exception);

    private static OcxException TooLarge(string path, long size) => new(
        ProjectErrors.FileTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The configuration file has {size:N0} bytes; at most {TomlFile.MaximumSize:N0} are allowed."),
        new SourceLocation(path),
        "Configuration files are usually below 1 KiB: check that the path names the right file.");
}
