using Ocx.Core.Files;

namespace Ocx.Core.Publishing.Creation;

/// <summary>Moves of files, none of which replaces another, so that each can be taken back.</summary>
internal sealed class FileMoves
{
    private readonly Stack<(string From, string To, bool IsFormer)> _done = new();

    /// <param name="isFormer">Whether it makes room: once all is done, nobody needs the file.</param>
    public void Move(string from, string to, bool isFormer = false)
    {
        WindowsRetry.Run(() => File.Move(from, to, overwrite: false));
        _done.Push((from, to, isFormer));
    }

    /// <summary>Takes all moves back, the last one first.</summary>
    /// <returns>Where those are that could not be moved back, as sentences; null: there are none.</returns>
    public string? Undo()
    {
        var left = new List<string>();
        while (_done.TryPop(out var move))
        {
            try
            {
                WindowsRetry.Run(() => File.Move(move.To, move.From, overwrite: false));
            }
            catch (Exception exception) when (FileFailure.Is(exception))
            {
                left.Add(move.IsFormer ? $"What was there before is now {move.To}." : $"{move.To} is new all the same.");
            }
        }

        return left.Count == 0 ? null : string.Join(' ', left);
    }

    /// <summary>Deletes what made room.</summary>
    public void DeleteFormer()
    {
        foreach (var (_, place, _) in _done.Where(move => move.IsFormer))
        {
            Discard(place);
        }
    }

    /// <summary>What cannot be deleted is no reason to fail: its name says what it is.</summary>
    public static void Discard(string? temporary)
    {
        try
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            // A failure that led here is the one to report.
        }
    }
}
