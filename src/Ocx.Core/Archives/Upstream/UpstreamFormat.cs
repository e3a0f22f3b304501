namespace Ocx.Core.Archives.Upstream;

/// <summary>The forms in which projects release their programs.</summary>
internal enum UpstreamFormat
{
    Tar,
    TarGzip,
    TarXz,
    TarBzip2,
    Zip,
}
