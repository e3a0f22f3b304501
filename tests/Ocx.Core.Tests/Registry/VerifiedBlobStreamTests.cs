using System.Security.Cryptography;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;
using Ocx.Core.Registry;

namespace Ocx.Core.Tests.Registry;

[TestClass]
public sealed class VerifiedBlobStreamTests(TestContext context)
{
    private static readonly byte[] Blob = RandomNumberGenerator.GetBytes(1000);

    [TestMethod]
    public async Task The_right_bytes_pass()
    {
        await using var stream = Open(Blob);
        using var copy = new MemoryStream();

        await stream.CopyToAsync(copy, context.CancellationToken);
        await stream.CompleteAsync(context.CancellationToken);

        Assert.AreSequenceEqual(Blob, copy.ToArray());
        Assert.AreEqual(1000, stream.BytesRead);
    }

    [TestMethod]
    public void Synchronous_reads_are_verified_too()
    {
        using var right = Open(Blob);
        right.CopyTo(Stream.Null);
        using var wrong = Open(Flipped());

        Assert.AreSame(RegistryErrors.DigestMismatch, Assert.ThrowsExactly<OcxException>(() => wrong.CopyTo(Stream.Null)).Code);
    }

    [TestMethod]
    public async Task Completing_reads_what_the_consumer_left()
    {
        await using var stream = Open(Flipped());
        await stream.ReadExactlyAsync(new byte[10], context.CancellationToken);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(async () => await stream.CompleteAsync(context.CancellationToken));

        Assert.AreSame(RegistryErrors.DigestMismatch, failure.Code);
        Assert.Contains("the layer", failure.Message);
    }

    [TestMethod]
    public async Task Fewer_bytes_are_a_truncation()
    {
        var failure = await FailureOf(Blob[..999]);

        Assert.AreSame(RegistryErrors.Truncated, failure.Code);
        Assert.AreEqual(ExitCode.Temporary, failure.Exit);
        Assert.Contains("999 of 1000 bytes", failure.Message);
    }

    [TestMethod]
    public async Task More_bytes_are_refused_before_the_end_is_read()
    {
        await using var stream = new VerifiedBlobStream(new EndlessStream(), Expected(), "the layer");

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(async () => await stream.CompleteAsync(context.CancellationToken));

        Assert.AreSame(RegistryErrors.BlobSizeMismatch, failure.Code);
    }

    [TestMethod]
    public async Task An_empty_read_is_not_the_end()
    {
        await using var stream = Open(Blob);

        Assert.AreEqual(0, await stream.ReadAsync(Memory<byte>.Empty, context.CancellationToken));
        await stream.CompleteAsync(context.CancellationToken);

        Assert.AreEqual(1000, stream.BytesRead);
    }

    [TestMethod]
    [DataRow("sha384")]
    [DataRow("sha512")]
    public async Task Other_algorithms_are_verified(string algorithm)
    {
        var hash = algorithm == "sha384" ? SHA384.HashData(Blob) : SHA512.HashData(Blob);
        var expected = Expected() with { Digest = Digest.Parse($"{algorithm}:{Convert.ToHexStringLower(hash)}") };
        await using var right = new VerifiedBlobStream(new MemoryStream(Blob), expected, "the layer");
        await using var wrong = new VerifiedBlobStream(new MemoryStream(Flipped()), expected, "the layer");

        await right.CompleteAsync(context.CancellationToken);
        var failure = await Assert.ThrowsExactlyAsync<OcxException>(async () => await wrong.CompleteAsync(context.CancellationToken));

        Assert.AreSame(RegistryErrors.DigestMismatch, failure.Code);
    }

    private static byte[] Flipped()
    {
        var bytes = Blob.ToArray();
        bytes[500] ^= 1;
        return bytes;
    }

    private static Descriptor Expected() => new(MediaTypes.LayerTarGzip, Digest.Sha256(Blob), Blob.Length);

    private static VerifiedBlobStream Open(byte[] content) => new(new MemoryStream(content), Expected(), "the layer");

    private async Task<OcxException> FailureOf(byte[] content)
    {
        await using var stream = Open(content);
        return await Assert.ThrowsExactlyAsync<OcxException>(() => stream.CopyToAsync(Stream.Null, context.CancellationToken));
    }

    private sealed class EndlessStream : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => buffer.Length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
