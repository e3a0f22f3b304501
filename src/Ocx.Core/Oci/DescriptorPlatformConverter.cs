using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ocx.Core.Oci;

/// <summary>
/// Reads the platform of an index entry. One that cannot be read spoils its entry, not the index: others of the index are as good as before, and
/// the entry is written again as it was.
/// </summary>
internal sealed class DescriptorPlatformConverter : JsonConverter<DescriptorPlatform>
{
    public override DescriptorPlatform Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var wire = JsonElement.ParseValue(ref reader);
        try
        {
            return wire.Deserialize(OciJson.Types.DescriptorPlatform) is { IsComplete: true } platform ? platform : DescriptorPlatform.FromUnreadable(wire);
        }
        catch (Exception exception) when (JsonFault.Is(exception))
        {
            return DescriptorPlatform.FromUnreadable(wire);
        }
    }

    public override void Write(Utf8JsonWriter writer, DescriptorPlatform value, JsonSerializerOptions options)
    {
        if (value.Unreadable is { } wire)
        {
            wire.WriteTo(writer);
        }
        else
        {
            JsonSerializer.Serialize(writer, value, OciJson.Types.DescriptorPlatform);
        }
    }
}
