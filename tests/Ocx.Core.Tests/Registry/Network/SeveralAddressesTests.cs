using System.Net;
using System.Net.Sockets;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Oci;
using Ocx.Core.Registry;
using Ocx.Core.Registry.Network;
using Ocx.Testing;

namespace Ocx.Core.Tests.Registry.Network;

/// <summary>Hosts that have several addresses, of which some lead nowhere.</summary>
[TestClass]
public sealed class SeveralAddressesTests(TestContext context)
{
    private static readonly IPAddress Dead = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress Refusing = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Good = IPAddress.Parse("203.0.113.2");

    [TestMethod]
    public async Task An_address_that_leads_nowhere_does_not_keep_the_next_one_waiting()
    {
        var network = new Addresses(Dead, Good);
        var time = new TestTime();

        await ReadAsync(network, time);

        Assert.AreSequenceEqual(new[] { Dead, Good }, network.Tried);
        Assert.AreSequenceEqual(new[] { TimeSpan.FromMilliseconds(250) }, time.Pauses.ToArray());
        await network.GivenUp.WaitAsync(TimeSpan.FromSeconds(30), context.CancellationToken);
    }

    [TestMethod]
    public async Task An_address_that_refuses_is_not_waited_for()
    {
        var network = new Addresses(Refusing, Good);

        await ReadAsync(network, new Auth.ManualTime());

        Assert.AreSequenceEqual(new[] { Refusing, Good }, network.Tried);
    }

    [TestMethod]
    public async Task Where_every_address_refuses_the_registry_cannot_be_reached()
    {
        var network = new Addresses(Refusing, Refusing);

        var failure = await Assert.ThrowsExactlyAsync<OcxException>(() => ReadAsync(network, new TestTime()));

        Assert.AreSame(RegistryErrors.Unreachable, failure.Code);
        Assert.HasCount(6, network.Tried);
    }

    private async Task ReadAsync(Addresses network, TimeProvider time)
    {
        await using var server = await TestRegistry.StartAsync();
        server.PutManifest("a", "1", ImageIndex.Empty.ToBytes(), MediaTypes.ImageIndex);
        var settings = new NetworkSettings(new VariableReader(new Dictionary<string, string>())) { Connector = network };
        using var connections = new RegistryConnections(settings, time);
        var registry = connections.Open(new($"registry.test:{server.Address.Port}", Insecure: true));
        Assert.IsNotNull(await registry.GetManifestAsync("a", "1", context.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), context.CancellationToken));
    }

    private sealed class Addresses(params IPAddress[] addresses) : IConnector
    {
        private readonly TaskCompletionSource _givenUp = new();
        private readonly List<IPAddress> _tried = [];

        public IPAddress[] Tried => [.. _tried];

        /// <summary>The attempt that led nowhere was not left alone.</summary>
        public Task GivenUp => _givenUp.Task;

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(addresses);

        public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
        {
            lock (_tried)
            {
                _tried.Add(address.Address);
            }

            if (address.Address.Equals(Dead))
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    _givenUp.SetResult();
                }
            }

            return address.Address.Equals(Good)
                ? await new SystemConnector().ConnectAsync(new(IPAddress.Loopback, address.Port), cancellationToken)
                : throw new SocketException((int)SocketError.ConnectionRefused);
        }
    }
}
