using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Tests.Archives.Xz;

namespace Ocx.Core.Tests.Archives;

/// <summary>One archive unpacked beside a file that it must not reach.</summary>
internal sealed class LayerCase : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public LayerCase()
    {
        System.IO.Directory.CreateDirectory(Layer);
        _directory.Write("victim", "untouched");
    }

    public string Layer => _directory["layer"];

    public string this[string path] => _directory["layer", path];

    /// <summary>In every codec.</summary>
    public static Task RefusesAsync(ErrorCode code, TarBuilder archive, string? because = null, NameRules? names = null) =>
        RefusesTarAsync(code, archive.ToTar(), because, names: names);

    /// <inheritdoc cref="RefusesAsync(ErrorCode, TarBuilder, string?, NameRules?)"/>
    public static async Task RefusesTarAsync(
        ErrorCode code, ReadOnlyMemory<byte> tar, string? because = null, ExtractionLimits? limits = null, NameRules? names = null)
    {
        await RefusesAsync(code, TarBuilder.Gzip(tar.Span), because, limits, names);
        await RefusesAsync(code, XzBuilder.File(tar.ToArray()), because, limits, names, MediaTypes.LayerTarXz);
    }

    public static async Task RefusesAsync(
        ErrorCode code,
        byte[] compressed,
        string? because = null,
        ExtractionLimits? limits = null,
        NameRules? names = null,
        string mediaType = MediaTypes.LayerTarGzip)
    {
        using var layer = new LayerCase();
        var error = await Assert.ThrowsExactlyAsync<OcxException>(
            () => ExtractAsync(new MemoryStream(compressed), mediaType, layer.Layer, limits, names));
        Assert.AreEqual(code, error.Code, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.IsFalse(string.IsNullOrEmpty(error.NextStep));
        if (because is not null)
        {
            Assert.Contains(because, error.Message);
        }
    }

    /// <summary>In every codec, each of which must give the same tree.</summary>
    public async Task ExtractAsync(TarBuilder archive, NameRules? names = null)
    {
        var tar = archive.ToTar();
        await ExtractAsync(new MemoryStream(TarBuilder.Gzip(tar)), MediaTypes.LayerTarGzip, Layer, limits: null, names);
        var other = _directory["other"];
        System.IO.Directory.CreateDirectory(other);
        await ExtractAsync(new MemoryStream(XzBuilder.File(tar)), MediaTypes.LayerTarXz, other, limits: null, names);
        Assert.AreEqual(TreeDescription.Of(Layer), TreeDescription.Of(other));
        DirectoryRemoval.Delete(other);
    }

    public Task ExtractAsync(byte[] gzip, ExtractionLimits? limits = null) => ExtractAsync(new MemoryStream(gzip), limits);

    public Task ExtractAsync(Stream gzip, ExtractionLimits? limits = null) => ExtractAsync(gzip, MediaTypes.LayerTarGzip, Layer, limits, names: null);

    public Task ExtractXzAsync(byte[] xz) => ExtractAsync(new MemoryStream(xz), MediaTypes.LayerTarXz, Layer, limits: null, names: null);

    public string Read(string path) => File.ReadAllText(this[path]);

    public void Dispose()
    {
        using (_directory)
        {
            Assert.AreEqual("untouched", File.ReadAllText(_directory["victim"]));
            Assert.HasCount(2, System.IO.Directory.GetFileSystemEntries(_directory.Path));
        }
    }

    private static Task ExtractAsync(Stream compressed, string mediaType, string destination, ExtractionLimits? limits, NameRules? names) =>
        LayerExtractor.ExtractAsync(
            compressed, mediaType, destination, limits ?? new ExtractionLimits(64 * 1024 * 1024), names: names, cancellationToken: CancellationToken.None);
}
