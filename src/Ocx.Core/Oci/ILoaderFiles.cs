namespace Ocx.Core.Oci;

/// <summary>The parts of a Linux system that tell which C libraries it has.</summary>
internal interface ILoaderFiles
{
    /// <summary>Links are followed.</summary>
    bool Exists(string path);

    /// <summary>The paths in a directory; none when it cannot be read.</summary>
    IEnumerable<string> List(string directory);

    /// <summary>The first bytes of a file; none when it cannot be read.</summary>
    byte[] ReadStart(string path, int length);

    /// <summary>Runs a loader for a moment.</summary>
    LoaderAnswer Run(string loader, string argument);
}
