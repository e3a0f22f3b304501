using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Publishing.Pushing;

/// <summary>Brings the layers of one package to its repository, several at once.</summary>
internal sealed class LayerUploads(IRegistry registry, Identifier package, IReadOnlyList<LayerSpec> layers, IEngineObserver? observer)
{
    private const int Parallelism = 4;

    private readonly Descriptor[] _descriptors = new Descriptor[layers.Count];
    private readonly BlobPush[] _pushes = new BlobPush[layers.Count];
    private IReadOnlyList<LayerFile?> _files = [];

    /// <summary>In the order of the layers, with the annotations that say where each goes; to be read when all are there.</summary>
    public IReadOnlyList<Descriptor> Descriptors => _descriptors;

    public LayerCounts Counts => new(CountOf(BlobPush.Mounted), CountOf(BlobPush.Uploaded), CountOf(BlobPush.Present));

    /// <summary>Reads the archives before anything is sent.</summary>
    /// <param name="strip">What the metadata says.</param>
    /// <exception cref="OcxException">OCX3001 to OCX3006, OCX3011.</exception>
    public async Task CheckAsync(Platform platform, byte strip, CancellationToken cancellationToken) =>
        _files = await LayerFiles.ReadAsync(layers, platform, strip, cancellationToken);

    /// <exception cref="OcxException">OCX2002: a layer that is referred to is not there; what the registry ends with.</exception>
    public Task PushAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, layers.Count).GroupBy(i => _files[i]?.Descriptor.Digest ?? layers[i].Digest!.Value),
        new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
        async (same, token) =>
        {
            // A layer that goes to several places is sent once.
            var first = same.MinBy(i => (_files[i] is null, layers[i].From is null));
            var (blob, push) = _files[first] is { } file ? await SendAsync(file, layers[first], token) : await FindAsync(layers[first], token);
            foreach (var i in same)
            {
                _descriptors[i] = blob with { MediaType = layers[i].MediaType, Annotations = layers[i].Annotations };
                _pushes[i] = i == first ? push : BlobPush.Present;
            }
        });

    private async Task<(Descriptor Blob, BlobPush Push)> SendAsync(LayerFile file, LayerSpec layer, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file.Path);
        var opened = 0;
        var push = await registry.PushBlobAsync(package.Repository, file.Descriptor, Open, cancellationToken, layer.From);
        if (opened > 0)
        {
            observer?.UploadFinished(name);
        }

        return (file.Descriptor, push);

        Stream Open()
        {
            var stream = File.OpenRead(file.Path);
            if (opened++ > 0)
            {
                return stream;
            }

            observer?.UploadStarted(name, file.Descriptor.Size);
            return new MeteredStream(stream, read => observer?.UploadProgressed(name, read));
        }
    }

    private async Task<(Descriptor Blob, BlobPush Push)> FindAsync(LayerSpec layer, CancellationToken cancellationToken)
    {
        var digest = layer.Digest!.Value;
        var isMounted = false;
        var size = await registry.FindBlobSizeAsync(package.Repository, digest, cancellationToken, forPush: true);
        if (size is null && layer.From is { } from)
        {
            isMounted = await registry.TryMountBlobAsync(package.Repository, digest, from, cancellationToken);
            size = isMounted ? await registry.FindBlobSizeAsync(package.Repository, digest, cancellationToken, forPush: true) : null;
        }

        return size is > 0 and { } bytes
            ? (new(layer.MediaType, digest, bytes), isMounted ? BlobPush.Mounted : BlobPush.Present)
            : throw new OcxException(
                RegistryErrors.NotFound,
                $"The layer {digest} is not in {package.RepositoryName}{(layer.From is null ? "" : $", and could not be had from {layer.From}")}.",
                nextStep: "Push the archive itself; or name the repository of the same registry that has it: LAYER:from=REPOSITORY.");
    }

    private int CountOf(BlobPush how) => _pushes.Count(push => push == how);
}
