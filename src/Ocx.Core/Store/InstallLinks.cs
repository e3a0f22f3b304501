using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Store;

/// <summary>Stable paths to installed packages: <c>candidates/{tag}</c> and <c>current</c> of each repository. They keep a package alive.</summary>
public sealed class InstallLinks(string directory)
{
    public string Candidate(Identifier identifier) => Path.Combine(RepositoryPath(identifier), "candidates", identifier.TagOrLatest);

    public string Current(Identifier identifier) => Path.Combine(RepositoryPath(identifier), "current");

    /// <summary>Points the link at the package, and moves the back reference along.</summary>
    public static void Set(string link, string packageRoot)
    {
        FileFailure.Guard(link, "create", () => Directory.CreateDirectory(Path.GetDirectoryName(link)!));
        var previous = SymbolicLink.Target(link);
        References.AddBackward(new PackageDirectory(packageRoot), link);
        SymbolicLink.Replace(link, packageRoot);
        if (previous is not null && previous != packageRoot && Directory.Exists(previous))
        {
            References.RemoveBackward(new PackageDirectory(previous), link);
        }
    }

    private string RepositoryPath(Identifier identifier) =>
        Path.Combine([directory, RegistrySlug.Of(identifier.Registry), .. identifier.Repository.Split('/')]);
}
