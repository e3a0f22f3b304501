namespace Ocx.Core.Archives.Xz;

/// <summary>One filter of a block header and its properties.</summary>
internal readonly record struct FilterFlags(long Id, byte[] Properties)
{
    /// <summary>Takes one from the front of <paramref name="fields"/>.</summary>
    public static FilterFlags Read(ref ReadOnlySpan<byte> fields)
    {
        var id = BlockHeader.ReadInteger(ref fields);
        var size = BlockHeader.ReadInteger(ref fields);
        if (size > fields.Length)
        {
            throw BlockHeader.Damaged();
        }

        var properties = fields[..(int)size].ToArray();
        fields = fields[(int)size..];
        return new(id, properties);
    }
}
