using System.Buffers.Binary;

namespace Ocx.Core.Archives.Xz;

/// <summary>
/// The chunks of LZMA2, each compressed or stored. A chunk's input is at most 64 KiB, so it is waited for as a whole and decoded without a pause.
/// </summary>
/// <param name="dictionarySize">How far back a match may reach, in bytes.</param>
internal sealed class Lzma2Decoder(XzInput input, int dictionarySize) : IDisposable
{
    private const int EndControl = 0;
    private const int StoredResetControl = 1;
    private const int StoredControl = 2;
    private const int LzmaControl = 0x80;
    private const int LzmaResetStateControl = 0xA0;
    private const int LzmaNewPropertiesControl = 0xC0;
    private const int LzmaResetDictionaryControl = 0xE0;
    private const int StoredHeaderSize = 3;
    private const int LzmaHeaderSize = 5;

    private readonly LzmaWindow _window = new(dictionarySize, input.Arrays);
    private readonly LzmaDecoder _lzma = new();
    private bool _needsDictionaryReset = true;
    private bool _needsProperties = true;
    private bool _isStored;
    private int _inputLength;
    private int _remaining;
    private bool _isAtEnd;

    /// <summary>Zero only at the end of the chunks.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_remaining == 0 && !await StartChunkAsync(cancellationToken))
        {
            return 0;
        }

        return ReadChunk(buffer.Span);
    }

    public void Dispose() => _window.Dispose();

    private async ValueTask<bool> StartChunkAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return false;
        }

        await input.RequireAsync(1, cancellationToken);
        var control = input.Available[0];
        var headerSize = control switch
        {
            EndControl => 1,
            StoredResetControl or StoredControl => StoredHeaderSize,
            < LzmaControl => throw XzFailure.Damaged("chunk header is wrong"),
            < LzmaNewPropertiesControl => LzmaHeaderSize,
            _ => LzmaHeaderSize + 1,
        };
        await input.RequireAsync(headerSize, cancellationToken);
        if (control == EndControl)
        {
            _isAtEnd = true;
            input.Take(headerSize);
            return false;
        }

        ReadHeader(control, input.Take(headerSize));
        await input.RequireAsync(_inputLength, cancellationToken);
        if (!_isStored && !(_inputLength >= RangeDecoder.InitializerSize && _lzma.Start(input.Available)))
        {
            throw XzFailure.Damaged("chunk begins wrong");
        }

        return true;
    }

    private void ReadHeader(byte control, ReadOnlySpan<byte> header)
    {
        if (control is StoredResetControl or >= LzmaResetDictionaryControl)
        {
            _needsDictionaryReset = false;
            _needsProperties = true;
            _window.Reset();
        }

        _isStored = control < LzmaControl;
        _remaining = BinaryPrimitives.ReadUInt16BigEndian(header[1..]) + 1;
        if (_isStored)
        {
            _inputLength = _remaining;
        }
        else
        {
            _remaining += (control & 0x1F) << 16;
            _inputLength = BinaryPrimitives.ReadUInt16BigEndian(header[3..]) + 1;
            if (control >= LzmaNewPropertiesControl)
            {
                _needsProperties = !_lzma.SetProperties(header[LzmaHeaderSize]);
            }
        }

        if (_needsDictionaryReset || (_needsProperties && !_isStored))
        {
            throw XzFailure.Damaged("chunk header is wrong");
        }

        if (control >= LzmaResetStateControl)
        {
            _lzma.ResetState();
        }
    }

    private int ReadChunk(Span<byte> buffer)
    {
        var count = _window.Reserve(Math.Min(buffer.Length, _remaining));
        var start = _window.Position;
        if (_isStored)
        {
            input.Take(count).CopyTo(_window.Ring[start..]);
            _window.Position += count;
        }
        else if (!_lzma.Decode(_window, count, input.PeekWithSlack(_inputLength)))
        {
            throw XzFailure.Damaged("data is wrong");
        }

        _window.Ring.Slice(start, count).CopyTo(buffer);
        _remaining -= count;
        if (_remaining == 0 && !_isStored)
        {
            if (!_lzma.IsFinished(_inputLength))
            {
                throw XzFailure.Damaged("data is wrong");
            }

            input.Take(_inputLength);
        }

        return count;
    }
}
