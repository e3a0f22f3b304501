namespace Ocx.Core.Archives;

/// <summary>Where a symbolic link leads.</summary>
/// <param name="Directory">The deepest directory of the tree on the way.</param>
/// <param name="Below">Names that follow it and are not directories of the tree: a file, or nothing at all. 0 if the place is the directory itself.</param>
/// <param name="Hops">Links that were followed.</param>
internal readonly record struct LinkPlace(EntryNode Directory, int Below, int Hops);
