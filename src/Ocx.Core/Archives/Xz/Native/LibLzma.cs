using System.Runtime.InteropServices;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives.Xz.Native;

/// <summary>The system's liblzma 5, found by the names it has on the systems.</summary>
internal sealed unsafe class LibLzma
{
    private static readonly Lazy<LibLzma?> Found = new(() => TryLoad(Names));

    private readonly delegate* unmanaged[Cdecl]<LzmaStream*, LzmaThreads*, int> _begin;
    private readonly delegate* unmanaged[Cdecl]<LzmaStream*, int, int> _code;
    private readonly delegate* unmanaged[Cdecl]<LzmaStream*, void> _end;

    private LibLzma(nint begin, nint code, nint end)
    {
        _begin = (delegate* unmanaged[Cdecl]<LzmaStream*, LzmaThreads*, int>)begin;
        _code = (delegate* unmanaged[Cdecl]<LzmaStream*, int, int>)code;
        _end = (delegate* unmanaged[Cdecl]<LzmaStream*, void>)end;
    }

    /// <exception cref="OcxException"><see cref="StoreErrors.XzUnavailable"/>.</exception>
    public static LibLzma Load() => Found.Value ?? throw Unavailable(
        $"it has no liblzma of version 5.2 or newer (looked for {string.Join(", ", Names)})", InstallAdvice(OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()));

    /// <summary>The first that compresses on several threads; null where none does.</summary>
    internal static LibLzma? TryLoad(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            // Never from the working directory: what lies there is not the system's.
            if (!NativeLibrary.TryLoad(name, typeof(LibLzma).Assembly, DllImportSearchPath.SafeDirectories, out var library))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(library, "lzma_stream_encoder_mt", out var begin)
                && NativeLibrary.TryGetExport(library, "lzma_code", out var code)
                && NativeLibrary.TryGetExport(library, "lzma_end", out var end))
            {
                return new(begin, code, end);
            }

            NativeLibrary.Free(library);
        }

        return null;
    }

    /// <param name="problem">To follow "This machine cannot write tar.xz:".</param>
    public static OcxException Unavailable(string problem, string nextStep) =>
        new(StoreErrors.XzUnavailable, $"This machine cannot write tar.xz: {problem}.", nextStep: nextStep);

    /// <summary>How a system gets the library. On Windows it is looked for where programs and the system are, and there is no package for all.</summary>
    internal static string InstallAdvice(bool isWindows, bool isMacOS) => "Choose an output that ends in .tar.gz, or " + (
        isWindows ? "put liblzma.dll of XZ Utils, of this program's architecture, into the directory of the program."
        : isMacOS ? "install liblzma: `brew install xz`."
        : "install liblzma: `apt install liblzma5`, `dnf install xz-libs` or `apk add xz-libs`.");

    public int Begin(LzmaStream* stream, LzmaThreads* threads) => _begin(stream, threads);

    public int Code(LzmaStream* stream, int action) => _code(stream, action);

    public void End(LzmaStream* stream) => _end(stream);

    private static string[] Names =>
        OperatingSystem.IsWindows() ? ["liblzma.dll", "liblzma-5.dll"]
        : OperatingSystem.IsMacOS() ? ["liblzma.5.dylib", "/opt/homebrew/lib/liblzma.5.dylib", "/usr/local/lib/liblzma.5.dylib", "/opt/local/lib/liblzma.5.dylib"]
        : ["liblzma.so.5"];
}
