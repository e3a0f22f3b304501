using System.Text;

namespace Ocx.Core.Projects;

/// <summary>By UTF-8 bytes, which differs from UTF-16 code units beyond the basic plane.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y) => Bytes(x).SequenceCompareTo(Bytes(y));

    private static ReadOnlySpan<byte> Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? "");
}
