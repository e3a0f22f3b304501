using System.Text.Json;
using System.Text.Json.Serialization;
using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Oci;

namespace Ocx.Core.Publishing;

/// <summary>
/// What an archive was made for: the file <c>STEM-receipt.json</c> beside it, for whoever publishes it and does not say. It is never uploaded.
/// </summary>
public sealed record Receipt(Platform? Platform, Identifier? Identifier)
{
    private const int CurrentVersion = 1;
    private const int MaximumSize = 64 * 1024;

    private static readonly ReceiptJsonContext Json = new(new JsonSerializerOptions
    {
        Encoder = PlainJsonEncoder.Instance,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>Whether there is nothing to write down.</summary>
    public bool IsEmpty => Platform is null && Identifier is null;

    /// <summary>Where the receipt of an archive is.</summary>
    public static string FileOf(string archive) => ArchiveName.ReceiptFileOf(archive);

    /// <summary>Null where there is none.</summary>
    /// <exception cref="OcxException">OCX3009: it is not a receipt. OCX3001, OCX3002.</exception>
    public static Receipt? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        byte[] bytes;
        try
        {
            bytes = SharedFile.ReadAllBytes(file, MaximumSize);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            throw FileFailure.From(exception, file, "read");
        }

        try
        {
            var document = JsonSerializer.Deserialize(bytes, Json.ReceiptDocument);
            return document is not { Version: CurrentVersion }
                ? throw Invalid(file, $"\"version\": {CurrentVersion} is required")
                : new(
                    document.Platform is { } platform ? Platform.Parse(platform) : null,
                    document.Identifier is { } identifier ? Identifier.Parse(identifier, null) : null);
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            throw Invalid(file, JsonFault.Reason(exception), exception);
        }
        catch (OcxException exception) when (exception.Location is null)
        {
            throw Invalid(file, exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>The file's content: compact, without line break.</summary>
    public byte[] ToBytes() =>
        JsonSerializer.SerializeToUtf8Bytes(new(CurrentVersion, Platform?.ToString(), Identifier?.ToString()), Json.ReceiptDocument);

    private static OcxException Invalid(string file, string problem, Exception? inner = null) => new(
        StoreErrors.MetadataInvalid,
        $"The receipt is not valid: {problem}.",
        new SourceLocation(file),
        "Delete it, and name platform and identifier yourself; or make the archive again.",
        inner);
}
