using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>The platform of the machine this runs on, with its C library on Linux.</summary>
public static class HostPlatform
{
    private static readonly Lazy<Platform> Detected = new(Detect);

    /// <exception cref="OcxException">OCX9003.</exception>
    public static Platform Current => Detected.Value;

    private static Platform Detect()
    {
        var os = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : null;
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            _ => null,
        };
        return os is null || architecture is null
            ? throw new OcxException(
                HostErrors.HostUnsupported,
                $"{RuntimeInformation.OSDescription} on {RuntimeInformation.OSArchitecture} is not supported.",
                nextStep: HostErrors.HostUnsupported.Remedy)
            : new Platform(os, architecture, features: os == "linux" ? CLibraries(architecture, File.Exists) : []);
    }

    /// <summary>The C libraries whose program loader is installed: the loader decides what runs, not the name of the distribution.</summary>
    internal static IEnumerable<string> CLibraries(string architecture, Func<string, bool> exists)
    {
        var (glibc, musl) = architecture switch
        {
            "amd64" => ("ld-linux-x86-64.so.2", "ld-musl-x86_64.so.1"),
            "arm64" => ("ld-linux-aarch64.so.1", "ld-musl-aarch64.so.1"),
            _ => ("ld-linux-armhf.so.3", "ld-musl-armhf.so.1"),
        };
        string[] directories = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];
        if (directories.Any(directory => exists($"{directory}/{glibc}")))
        {
            yield return "libc.glibc";
        }

        if (directories.Any(directory => exists($"{directory}/{musl}")))
        {
            yield return "libc.musl";
        }
    }
}
