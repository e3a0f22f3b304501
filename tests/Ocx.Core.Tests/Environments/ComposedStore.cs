using System.Text;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Oci;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Tests.Environments;

/// <summary>A store with packages as an install leaves them, so that composing can be tested without installing.</summary>
internal sealed class ComposedStore : IDisposable
{
    private readonly TemporaryDirectory _home = new();

    public ComposedStore() => Store = new OcxStore(_home.Path);

    public OcxStore Store { get; }

    /// <param name="name">Repository; its digest is made from it and from <paramref name="version"/>.</param>
    /// <param name="dependencies">As package and visibility, installed before.</param>
    public PackageRoot Add(string name, string metadataMembers, int version = 1, params (PackageRoot Package, Visibility Edge)[] dependencies)
    {
        var identifier = new Identifier("test.local", name, null, Digest.Sha256(Encoding.UTF8.GetBytes(name + version)));
        var root = Store.PackagePath(identifier.Registry, identifier.Digest!.Value);
        var directory = new PackageDirectory(root);
        Directory.CreateDirectory(Path.Combine(directory.Content, "bin"));
        var declared = string.Join(',', dependencies.Select(edge =>
            $$"""{"identifier":"{{edge.Package.Identifier}}","visibility":"{{edge.Edge.ToText()}}"}"""));
        var comma = metadataMembers.Length > 0 ? "," : "";
        File.WriteAllText(directory.MetadataFile, $$"""{"type":"bundle","version":1,"dependencies":[{{declared}}]{{comma}}{{metadataMembers}}}""");
        var metadata = MetadataReader.Parse(File.ReadAllBytes(directory.MetadataFile), directory.MetadataFile);
        var closure = Closure.Of(metadata.Dependencies.Zip(dependencies, (dependency, edge) => (dependency, PackageReader.Read(edge.Package).Closure)));
        File.WriteAllBytes(directory.ResolveFile, ClosureFile.Write(closure));
        File.WriteAllText(directory.InstallFile, "{\"ok\":true}");
        return new(identifier, root);
    }

    public ComposedEnvironment Compose(bool selfView, params PackageRoot[] roots) => new EnvironmentComposer(Store).Compose(roots, selfView, []);

    /// <summary>Paths with the packages' roots as their names.</summary>
    public static string Shorten(IEnumerable<string> paths, params PackageRoot[] packages) => string.Join(':', paths.Select(path =>
        packages.Aggregate(path, (text, package) => text.Replace(package.Path, package.Identifier.Repository, StringComparison.Ordinal).Replace("/content/", "/", StringComparison.Ordinal))));

    public void Dispose() => _home.Dispose();
}
