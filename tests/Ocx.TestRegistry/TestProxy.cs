using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ocx.Testing;

/// <summary>A proxy on a free loopback port: it opens tunnels (CONNECT), hands plain requests on, and writes down the head of each connection.</summary>
/// <param name="account">What it wants to be shown, <c>user:password</c>; null for nothing.</param>
public sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly string? _authorization;
    private readonly Task _accepting;

    public TestProxy(string? account = null)
    {
        _authorization = account is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}";
        _listener.Start();
        Host = _listener.LocalEndpoint.ToString()!;
        _accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:PORT</c></summary>
    public string Host { get; }

    /// <summary>Request line and headers of the first request of each connection.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ending.Dispose();
    }

    private static async Task<string> ReadHeadAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (head.Length < 16 * 1024 && !(head.Length > 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n"))
        {
            await client.ReadExactlyAsync(next, cancellationToken);
            head.Append((char)next[0]);
        }

        return head.ToString();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        try
        {
            using var owned = accepted;
            var client = accepted.GetStream();
            var head = await ReadHeadAsync(client, _ending.Token);
            _heads.Enqueue(head);
            if (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
            {
                await client.WriteAsync(
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
                    _ending.Token);
                return;
            }

            var isTunnel = head.StartsWith("CONNECT ", StringComparison.Ordinal);
            var target = new Uri(isTunnel ? $"https://{head.Split(' ')[1]}" : head.Split(' ')[1]);
            using var onward = new TcpClient();
            await onward.ConnectAsync(target.Host, target.Port, _ending.Token);
            var server = onward.GetStream();
            await (isTunnel ? client : server).WriteAsync(isTunnel ? "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray() : Encoding.ASCII.GetBytes(head), _ending.Token);
            await Task.WhenAny(client.CopyToAsync(server, _ending.Token), server.CopyToAsync(client, _ending.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Either side may leave.
        }
    }
}
