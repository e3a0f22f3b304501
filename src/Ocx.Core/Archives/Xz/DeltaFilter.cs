namespace Ocx.Core.Archives.Xz;

/// <summary>Each byte was replaced by its difference to the one a fixed distance before.</summary>
internal sealed class DeltaFilter : BlockFilter
{
    private readonly byte[] _history;
    private int _next;

    public DeltaFilter(byte[] properties) => _history = properties is [var distance] ? new byte[distance + 1] : throw BlockHeader.Damaged();

    public override int Decode(Span<byte> data)
    {
        foreach (ref var octet in data)
        {
            octet += _history[_next];
            _history[_next] = octet;
            _next = _next + 1 == _history.Length ? 0 : _next + 1;
        }

        return data.Length;
    }
}
