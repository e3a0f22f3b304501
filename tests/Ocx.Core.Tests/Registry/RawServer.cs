using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ocx.Core.Tests.Registry;

/// <summary>Gives every connection the same bytes, whatever it asks, and closes it: for answers that no server library sends.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <param name="answer">As it goes over the line.</param>
    public RawServer(string answer)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = ServeAsync(Encoding.Latin1.GetBytes(answer));
    }

    public int Port { get; }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(byte[] answer)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();

                // Once the request has begun to come; all of ours fit into one read.
                await stream.ReadAtLeastAsync(new byte[64 * 1024], 1);
                await stream.WriteAsync(answer);
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
