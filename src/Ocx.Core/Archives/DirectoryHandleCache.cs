using Ocx.Core.Files;

namespace Ocx.Core.Archives;

/// <summary>
/// Open handles of the directories that were used last, however deep or wide the tree is. Archives keep together what is in one directory,
/// so that a few are enough; another one is opened again, name by name, from the nearest ancestor that is still open.
/// </summary>
internal sealed class DirectoryHandleCache(EntryNode root, DirectoryHandle rootHandle) : IDisposable
{
    private const int Capacity = 16;

    private readonly Dictionary<EntryNode, LinkedListNode<(EntryNode Node, DirectoryHandle Handle)>> _open = [];
    private readonly LinkedList<(EntryNode Node, DirectoryHandle Handle)> _byAge = new();

    /// <summary>The directory's handle, which stays open for as long as no more than one other is asked for.</summary>
    public DirectoryHandle this[EntryNode directory]
    {
        get
        {
            if (directory == root)
            {
                return rootHandle;
            }

            if (_open.TryGetValue(directory, out var known))
            {
                _byAge.Remove(known);
                _byAge.AddFirst(known);
                return known.Value.Handle;
            }

            var handle = Open(directory);
            Add(directory, handle);
            return handle;
        }
    }

    /// <summary>Takes over a handle that is open already.</summary>
    public void Add(EntryNode directory, DirectoryHandle handle)
    {
        _open.Add(directory, _byAge.AddFirst((directory, handle)));
        if (_open.Count > Capacity)
        {
            var (oldest, oldestHandle) = _byAge.Last!.Value;
            _byAge.RemoveLast();
            _open.Remove(oldest);
            oldestHandle.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (_, handle) in _byAge)
        {
            handle.Dispose();
        }
    }

    private DirectoryHandle Open(EntryNode directory)
    {
        var way = new Stack<EntryNode>();
        var start = directory;
        for (; start != root && !_open.ContainsKey(start); start = start.Parent!)
        {
            way.Push(start);
        }

        var nearest = start == root ? rootHandle : _open[start].Value.Handle;
        var handle = nearest;
        foreach (var node in way)
        {
            var parent = handle;
            try
            {
                handle = parent.OpenDirectory(node.Name);
            }
            finally
            {
                if (parent != nearest)
                {
                    parent.Dispose();
                }
            }
        }

        return handle;
    }
}
