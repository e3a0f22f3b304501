using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// Passes gzip data on with the header's system byte set to "unknown": .NET writes the system it runs on, which would tell archives apart that are the same.
/// </summary>
internal sealed class GzipHeaderStream(Stream output) : WriteOnlyStream
{
    private const int SystemOffset = 9;
    private const byte UnknownSystem = 255;

    private long _position;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var system = SystemOffset - _position;
        _position += buffer.Length;
        if (system >= 0 && system < buffer.Length)
        {
            var patched = buffer.ToArray();
            patched[system] = UnknownSystem;
            buffer = patched;
        }

        await output.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);
}
