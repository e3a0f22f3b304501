namespace Ocx.Core.Archives;

/// <summary>An entry that must not be in a layer. The message is the reason alone: the reader and the writer of layers put it in words of their own.</summary>
internal sealed class EntryRefusedException(string path, string reason, bool escapes = false, bool isPortability = false) : Exception(reason)
{
    /// <summary>The entry's name as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it would reach outside the layer.</summary>
    public bool Escapes { get; } = escapes;

    /// <summary>Whether <see cref="NameRules.Linux"/> has nothing against it.</summary>
    public bool IsPortability { get; } = isPortability;
}
