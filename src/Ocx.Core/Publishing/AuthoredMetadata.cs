using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing;

/// <summary>Metadata as its author wrote it, checked, with the places of what it says.</summary>
internal sealed record AuthoredMetadata(Metadata Value, JsonSource Source)
{
    /// <exception cref="OcxException">OCX3001 (79 where there is no such file), OCX3002, OCX3009, OCX4003.</exception>
    public static AuthoredMetadata Read(string file)
    {
        var content = NamedFile.ReadAllBytes(file, "metadata", Metadata.MaximumSize);
        if (content.Length > Metadata.MaximumSize)
        {
            throw new OcxException(
                StoreErrors.MetadataInvalid, $"The metadata is larger than {Metadata.MaximumSize} bytes, which nobody would read.", new SourceLocation(file));
        }

        var metadata = MetadataReader.Parse(content, file);
        PublishGate.Check(metadata, file, content);
        return new(metadata, new(file, content));
    }

    /// <summary>A dependency on the package itself, whatever its version, needs no look at anything else.</summary>
    /// <exception cref="OcxException">OCX3019.</exception>
    public void RefuseSelf(Identifier package)
    {
        foreach (var (i, dependency) in Value.Dependencies.Index())
        {
            if (dependency.Identifier.RepositoryName == package.RepositoryName)
            {
                throw new OcxException(
                    StoreErrors.DependencyCycle, $"{package.RepositoryName} depends on itself, as {dependency.Identifier}.", LocationOf(i), StoreErrors.DependencyCycle.Remedy);
            }
        }
    }

    /// <param name="dependency">Its number, from 0.</param>
    public SourceLocation LocationOf(int dependency) =>
        Source.LocationOf(JsonPath.Member(JsonPath.Element(JsonPath.Member(null, "dependencies"), dependency), "identifier"));
}
