using Ocx.Core.Store;

namespace Ocx.Core.Installation;

/// <summary>Writes the launchers of a package's entry points. They carry an environment, which is composed a floor above.</summary>
public interface ILauncherWriter
{
    /// <param name="package">As it will be when it is published: the launchers name these paths.</param>
    /// <param name="staged">Where it is now.</param>
    void Write(PackageView package, PackageDirectory staged);
}
