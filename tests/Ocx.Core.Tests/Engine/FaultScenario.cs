using System.Text.Json;
using Ocx.Core.Diagnostics;
using Ocx.Testing;

namespace Ocx.Core.Tests.Engine;

/// <summary>A package in a registry and a lock that names it, beside an empty store.</summary>
internal static class FaultScenario
{
    public const string Repository = "tools/hello";
    public const string Tag = "1.0";

    private static readonly Dictionary<string, int> Exits = new()
    {
        ["OCX2001"] = 75,
        ["OCX2002"] = 79,
        ["OCX2003"] = 80,
        ["OCX2004"] = 75,
        ["OCX2005"] = 69,
        ["OCX2006"] = 65,
        ["OCX2007"] = 75,
        ["OCX2008"] = 65,
        ["OCX2015"] = 65,
        ["OCX2023"] = 65,
    };

    /// <summary>The exit code that the contract has for a failure of a registry.</summary>
    public static int ExitOf(string code) => Exits[code];

    public static async Task PrepareAsync(EngineFixture fixture, TestRegistry registry)
    {
        fixture.Variables["OCX_INSECURE_REGISTRIES"] = registry.Host;
        var noise = new byte[6000];
        new Random(1).NextBytes(noise);
        await fixture.PublishAsync($"tools.local/{Repository}:{Tag}", "any", files: ("bin/hello", Convert.ToHexString(noise)));
        Copy(fixture.Files["registry"], registry);
        await fixture.LockAsync($"[tools]\nhello = \"{registry.Host}/{Repository}:{Tag}\"\n");
        Directory.Delete(fixture.Home, recursive: true);
        registry.ResetRequests();
    }

    /// <summary>How the work ends. Where the fault is silence, every time-out is over once the registry has the request.</summary>
    public static async Task<OcxException> FailureOfAsync(
        Task work, string fault, TestRegistry registry, RequestKind kind, TestTime time, CancellationToken cancellationToken)
    {
        while (!work.IsCompleted)
        {
            if (fault is "no answer" or "stall" && registry.Requests.Count(kind) > 0)
            {
                time.Expire();
            }

            await Task.WhenAny(work, Task.Delay(20, cancellationToken));
        }

        return await Assert.ThrowsExactlyAsync<OcxException>(() => work);
    }

    /// <summary>Past any login: pushing is not what is tested.</summary>
    private static void Copy(string layout, TestRegistry registry)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(layout, "blobs", "sha256")))
        {
            var content = File.ReadAllBytes(file);
            registry.PutBlob(Repository, content);
            if (content[0] == '{' && MediaTypeOf(content) is { } type)
            {
                registry.PutManifest(Repository, type == RegistryContent.ImageIndex ? Tag : null, content, type);
            }
        }
    }

    private static string? MediaTypeOf(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.TryGetProperty("manifests", out _) ? RegistryContent.ImageIndex
            : json.RootElement.TryGetProperty("layers", out _) ? RegistryContent.ImageManifest
            : null;
    }
}
