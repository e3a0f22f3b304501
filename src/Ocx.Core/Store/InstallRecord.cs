using System.Text.Json;
using Ocx.Core.Files;

namespace Ocx.Core.Store;

/// <summary><c>install.json</c>: when a package was installed, and whether that succeeded.</summary>
internal static class InstallRecord
{
    private const int MaximumSize = 4096;

    /// <summary>False when the file is absent, says otherwise, or is damaged.</summary>
    public static bool SaysOk(string file)
    {
        try
        {
            // An exception for the usual reason, that it is absent, would cost more than the look.
            return File.Exists(file) && SharedFile.ReadAllBytes(file, MaximumSize) is { Length: <= MaximumSize } json && SaysOk(json);
        }
        catch (Exception exception) when (FileFailure.Is(exception) || exception is JsonException)
        {
            return false;
        }
    }

    private static bool SaysOk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var ok = false;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("ok"u8))
            {
                reader.Read();
                ok = reader.TokenType == JsonTokenType.True;
            }
        }

        return ok;
    }
}
