using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ocx.Core.Files;
using Ocx.Core.Packages;
using Ocx.Core.Publishing.Creation;

namespace Ocx.Build.Tasks;

[MSBuildMultiThreadableTask]
public sealed partial class OcxPack : PublisherTask
{
    protected override void Run(CancellationToken cancellationToken)
    {
        using var engine = OpenEngine();
        var platform = NullIfEmpty(Platform) is { } named ? Core.Oci.Platform.Parse(named) : RuntimeIdentifiers.PlatformOf(RuntimeIdentifier ?? "");
        var identifier = engine.ParseIdentifier($"{Package}:{Version}");
        FileFailure.Guard(OutputDirectory, "create the directory", () => Directory.CreateDirectory(OutputDirectory));
        var created = engine.CreatePackageAsync(
            new CreateRequest(Source, OutputDirectory, identifier, platform, NullIfEmpty(MetadataFile) ?? GenerateMetadata(), Force: true), cancellationToken)
            .GetAwaiter().GetResult();

        var file = new TaskItem(Escaping.Escape(created.Archive));
        file.SetMetadata("Identifier", Escaping.Escape(identifier.ToString()));
        file.SetMetadata("Platform", Escaping.Escape(platform.ToString()));
        file.SetMetadata("Digest", created.Digest.ToString());
        PackageFile = file;
        Log.LogMessage(MessageImportance.High, "{0} ({1}) -> {2}", identifier, platform, created.Archive);
    }

    private string GenerateMetadata()
    {
        FileFailure.Guard(GeneratedMetadataFile, "write", () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(GeneratedMetadataFile)!);
            File.WriteAllBytes(GeneratedMetadataFile, MetadataWriter.ToFile(ProgramMetadata.Of(Program, NullIfEmpty(Command))));
        });
        return GeneratedMetadataFile;
    }
}
