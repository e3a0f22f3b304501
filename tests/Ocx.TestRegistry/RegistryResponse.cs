using System.Text.Json;

namespace Ocx.Testing;

/// <summary>An answer before it is sent: faults change it.</summary>
internal sealed class RegistryResponse(int status = 200, ReadOnlyMemory<byte> body = default)
{
    public int Status { get; set; } = status;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; set; } = body;

    public TimeSpan Delay { get; set; }

    /// <summary>Waited for before the answer begins.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    /// <summary>Waited for before each byte of the body, which is then sent by itself; null: the body is sent as fast as it goes.</summary>
    public Func<CancellationToken, Task>? BeforeEachByte { get; set; }

    public ResponseEnding Ending { get; set; }

    /// <summary>Bytes of the body that are sent before the <see cref="Ending"/>.</summary>
    public int EndsAfter { get; set; }

    public static RegistryResponse Json<T>(T document, string contentType = "application/json") =>
        new RegistryResponse(200, JsonSerializer.SerializeToUtf8Bytes(document)).With("Content-Type", contentType);

    public static RegistryResponse Error(int status, string code, string message)
    {
        var response = Json(new { errors = new[] { new { code, message } } });
        response.Status = status;
        return response;
    }

    public RegistryResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
