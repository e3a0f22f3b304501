namespace Ocx.Core.Archives;

/// <summary>An entry that must not be in a layer. The reader and the writer of layers each say it in their own words; the message is the reason alone.</summary>
internal sealed class EntryRefusedException(string path, string reason, bool escapes = false) : Exception(reason)
{
    /// <summary>The entry's name as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it would reach outside the layer.</summary>
    public bool Escapes { get; } = escapes;
}
