using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Oci;

/// <summary>The platform of the machine this runs on.</summary>
public static class HostPlatform
{
    private static readonly Lazy<Platform> WithoutLibraries = new(DetectMachine);
    private static readonly Lazy<Platform> WithLibraries = new(() => WithFeatures(WithoutLibraries.Value));

    /// <summary>With its C libraries on Linux, for which files are read, and seldom a loader is started.</summary>
    /// <exception cref="OcxException">OCX9003.</exception>
    public static Platform Current => WithLibraries.Value;

    /// <summary>Operating system and processor only, which cost nothing to know.</summary>
    /// <exception cref="OcxException">OCX9003.</exception>
    public static Platform Machine => WithoutLibraries.Value;

    /// <summary>What is needed to choose among offers: the C libraries are looked for only when an offer asks for features.</summary>
    public static Platform For(IEnumerable<Platform?> offers) =>
        offers.Any(offer => offer is { Features.Count: > 0 } && PlatformMatch.SameMachine(Machine, offer)) ? Current : Machine;

    private static Platform WithFeatures(Platform machine) => machine.Os != "linux"
        ? machine
        : new(machine.Os, machine.Architecture, machine.Variant, new CLibraries(machine.Architecture, new SystemLoaderFiles()).Detect(), machine.OsVersion);

    private static Platform DetectMachine()
    {
        var os = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : null;
        return os is not null && ProcessorOf(RuntimeInformation.OSArchitecture) is { } processor
            ? new Platform(
                os, processor.Architecture, processor.Variant, osVersion: os == "windows" ? Environment.OSVersion.Version.ToString(3) : null)
            : throw new OcxException(
                HostErrors.HostUnsupported,
                $"{RuntimeInformation.OSDescription} on {RuntimeInformation.OSArchitecture} is not supported.",
                nextStep: HostErrors.HostUnsupported.Remedy);
    }

    /// <summary>With the variant that the processor certainly has, since publishers of images name it.</summary>
    internal static (string Architecture, string? Variant)? ProcessorOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => ("amd64", null),
        Architecture.Arm64 => ("arm64", "v8"),
        Architecture.Arm => ("arm", "v7"),
        Architecture.Armv6 => ("arm", "v6"),
        _ => null,
    };
}
