namespace Ocx.Core.Publishing.Importing;

/// <summary>The files that layers are made of.</summary>
/// <param name="Directory">Absolute path, to be read only: it may be the user's own.</param>
/// <param name="Programs">What the archive says, by paths from the directory, with '/'; null: as the files themselves say.</param>
internal sealed record UnpackedSource(string Directory, IReadOnlySet<string>? Programs = null);
