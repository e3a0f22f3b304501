using System.Globalization;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Archives;

/// <summary>The errors that reading an archive can end with.</summary>
internal static class ArchiveFailure
{
    /// <param name="problem">To follow "The archive is damaged:".</param>
    public static OcxException Damaged(string problem, Exception? innerException = null) =>
        Make(StoreErrors.ArchiveInvalid, $"The archive is damaged: {problem}.", innerException);

    /// <param name="offset">Where the header or record at fault begins, in bytes of the unpacked archive.</param>
    public static OcxException Damaged(string problem, long offset) =>
        Damaged(string.Create(CultureInfo.InvariantCulture, $"{problem} (at byte {offset} of its unpacked content)"));

    public static OcxException Refused(EntryRefusedException refusal) => Make(
        refusal.Escapes ? StoreErrors.ArchiveEscapes : StoreErrors.ArchiveEntryUnsupported,
        $"The archive's entry {EntryText.Quote(refusal.Path)} is refused: {refusal.Message}.",
        refusal);

    public static OcxException TooLarge(long maximumBytes) => Make(
        StoreErrors.ArchiveBomb,
        string.Create(CultureInfo.InvariantCulture, $"The archive unpacks to more than {maximumBytes:N0} bytes, the most allowed for its size."));

    public static OcxException TooMany(int maximumEntries) => Make(
        StoreErrors.ArchiveBomb,
        string.Create(CultureInfo.InvariantCulture, $"The archive holds more than {maximumEntries:N0} files and directories."));

    private static OcxException Make(ErrorCode code, string message, Exception? innerException = null) =>
        new(code, message, nextStep: code.Remedy, innerException: innerException);
}
