using Ocx.Core.Archives;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;

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

    public static async Task RefusesAsync(ErrorCode code, TarBuilder archive, string? because = null) => await RefusesAsync(code, archive.ToGzip(), because);

    public static async Task RefusesAsync(ErrorCode code, byte[] gzip, string? because = null, ExtractionLimits? limits = null)
    {
        using var layer = new LayerCase();
        var error = await Assert.ThrowsExactlyAsync<OcxException>(() => layer.ExtractAsync(gzip, limits));
        Assert.AreEqual(code, error.Code, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.IsFalse(string.IsNullOrEmpty(error.NextStep));
        if (because is not null)
        {
            Assert.Contains(because, error.Message);
        }
    }

    public Task ExtractAsync(TarBuilder archive) => ExtractAsync(archive.ToGzip());

    public Task ExtractAsync(byte[] gzip, ExtractionLimits? limits = null) => ExtractAsync(new MemoryStream(gzip), limits);

    public Task ExtractAsync(Stream gzip, ExtractionLimits? limits = null) =>
        LayerExtractor.ExtractAsync(gzip, MediaTypes.LayerTarGzip, Layer, limits ?? new ExtractionLimits(64 * 1024 * 1024), CancellationToken.None);

    public string Read(string path) => File.ReadAllText(this[path]);

    public void Dispose()
    {
        using (_directory)
        {
            Assert.AreEqual("untouched", File.ReadAllText(_directory["victim"]));
            Assert.HasCount(2, System.IO.Directory.GetFileSystemEntries(_directory.Path));
        }
    }
}
