using System.Net;
using System.Net.Sockets;

namespace Ocx.Core.Registry.Network;

/// <summary>
/// Connects to the first of several addresses that answers. Each is given a moment before the next one is tried beside it, so that a path that leads
/// nowhere, often IPv6, costs a moment and not the whole time-out (RFC 8305).
/// </summary>
internal sealed class AddressRace(IConnector connector, TimeProvider time)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">In the order of preference; at least one.</param>
    /// <exception cref="SocketException">No address was reached; of the last one that failed.</exception>
    public async Task<(Stream Stream, IPAddress Address)> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<(Stream Stream, IPAddress Address)>>();
        try
        {
            for (var next = 0; ;)
            {
                if (next < addresses.Count)
                {
                    running.Add(ConnectAsync(new IPEndPoint(addresses[next++], port), over.Token));
                }

                if (await FirstAsync(running, next < addresses.Count, over.Token) is not { } first)
                {
                    continue;
                }

                running.Remove(first);
                try
                {
                    return await first;
                }
                catch (SocketException) when (running.Count > 0 || next < addresses.Count)
                {
                    // Another one may do better.
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            running.ForEach(attempt => _ = DropAsync(attempt));
        }
    }

    private async Task<(Stream Stream, IPAddress Address)> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken) =>
        (await connector.ConnectAsync(address, cancellationToken), address.Address);

    /// <returns>Null when the head start is over before one of them ends.</returns>
    private async Task<Task<(Stream Stream, IPAddress Address)>?> FirstAsync(
        List<Task<(Stream Stream, IPAddress Address)>> running, bool hasNext, CancellationToken cancellationToken)
    {
        var first = Task.WhenAny(running);
        if (hasNext && await Task.WhenAny(first, Task.Delay(HeadStart, time, cancellationToken)) != first)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        return await first;
    }

    /// <summary>Connected too late.</summary>
    private static async Task DropAsync(Task<(Stream Stream, IPAddress Address)> attempt)
    {
        try
        {
            await (await attempt).Stream.DisposeAsync();
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // It was not, then.
        }
    }
}
