using System.Globalization;
using Microsoft.Build.Framework;
using Ocx.Core.Publishing.Pushing;

namespace Ocx.Build.Tasks;

/// <summary>Publishes an archive as its receipt says. Fails with OCX1xxx (names), OCX2xxx (registry), OCX3xxx (files) or OCX5xxx (policy).</summary>
[MSBuildMultiThreadableTask]
public sealed class OcxPush : PublisherTask
{
    /// <summary>Absolute path of the archive, with metadata and receipt beside it.</summary>
    [Required]
    public string PackageFile { get; set; } = "";

    /// <summary>Moves the rolling tags above the version too.</summary>
    public bool Cascade { get; set; }

    protected override void Run(CancellationToken cancellationToken)
    {
        using var engine = OpenEngine();
        var pushed = engine.PushPackageAsync(
            new PushRequest(null, null, [LayerSpec.OfFile(PackageFile)], Cascade: Cascade), cancellationToken).GetAwaiter().GetResult();
        if (pushed.CascadeStop is { } stop)
        {
            Log.LogMessage(MessageImportance.High, "{0}", stop);
        }

        Log.LogMessage(MessageImportance.High, string.Create(
            CultureInfo.InvariantCulture, $"Published {pushed.Identifier} for {pushed.Platform} ({string.Join(", ", [pushed.Identifier.Tag!, .. pushed.CascadeTags])}): {pushed.ManifestDigest}"));
    }
}
