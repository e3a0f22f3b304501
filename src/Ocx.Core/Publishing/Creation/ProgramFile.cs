namespace Ocx.Core.Publishing.Creation;

/// <summary>A file that users would find on their PATH.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Path">From the root of the tree, with '/'.</param>
/// <param name="Place">Where it is, links followed.</param>
internal sealed record ProgramFile(string Name, string Path, string Place);
