using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ocx.Testing;

/// <summary>
/// Debian's docker-registry (CNCF Distribution 2.8) as a process of the test's own on a free loopback port, with an empty store in a
/// temporary directory. It has no referrers API, no pages of tags, and refuses manifests whose content it does not have.
/// </summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    public const string User = "builder";
    public const string Password = "correct-horse";

    private const string Program = "docker-registry";

    /// <summary>What <c>htpasswd -nbB</c> makes of the account.</summary>
    private const string Accounts = $"{User}:$2y$05$oY/dhH9BH0Rxx9F0mVnBzOn5xmcNAA9EC9Elji2JZ2Z94qEvb2LSe\n";

    /// <summary>A port that was free may be taken by somebody else before the registry has it.</summary>
    private const int Attempts = 5;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ocx-registry-");
    private Process? _process;

    private DockerRegistry()
    {
    }

    /// <summary><c>127.0.0.1:PORT</c>.</summary>
    public string Host { get; private set; } = "";

    public static async Task<DockerRegistry> StartAsync(DockerRegistryOptions? options = null)
    {
        var registry = new DockerRegistry();
        try
        {
            for (var attempt = 1; !await registry.TryStartAsync(options ?? new()); attempt++)
            {
                if (attempt == Attempts)
                {
                    throw new InvalidOperationException($"{Program} found no free port.");
                }
            }

            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>False when the port was taken.</summary>
    private async Task<bool> TryStartAsync(DockerRegistryOptions options)
    {
        Host = $"127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(Program, ["serve", WriteConfiguration(options)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = _process = Process.Start(start)!;
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { } text)
            {
                ready.TrySetException(new InvalidOperationException($"{Program} ended before it listened."));
            }
            else if (text.Contains("listening on", StringComparison.Ordinal))
            {
                ready.TrySetResult(true);
            }
            else if (text.Contains("address already in use", StringComparison.Ordinal))
            {
                ready.TrySetResult(false);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await ready.Task)
        {
            return true;
        }

        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
        return false;
    }

    private string WriteConfiguration(DockerRegistryOptions options)
    {
        var settings = $$"""
            version: 0.1
            log: { level: info }
            storage:
              filesystem: { rootdirectory: '{{Path.Combine(_directory.FullName, "content")}}' }
              delete: { enabled: true }
            http:
              addr: '{{Host}}'
              secret: a test's

            """;
        if (options.Authority is { } authority)
        {
            var (certificate, key) = authority.IssueForLoopback();
            settings += $"  tls: {{ certificate: '{Write("server.pem", certificate)}', key: '{Write("server.key", key)}' }}\n";
        }

        if (options.Closed)
        {
            settings += $"auth: {{ htpasswd: {{ realm: test, path: '{Write("htpasswd", Accounts)}' }} }}\n";
        }

        return Write("config.yml", settings);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
