using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Registry;
using Ocx.Testing;
using static Ocx.Core.Tests.Registry.Auth.CanaryNetwork;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>Registries that send back what they were shown. No part of it may be told, wherever the text is cut.</summary>
[TestClass]
public sealed class EchoTests : CanaryTest
{
    [TestMethod]
    public async Task A_secret_that_is_longer_than_what_is_told_is_hidden()
    {
        var token = string.Concat(Enumerable.Range(0, 80).Select(number => $"canary-{number:D3}"));
        var registry = await StartAsync(token);
        Network.Registry.Faults.Add(Fault.Error(500, "UNKNOWN", $"bad header Bearer {token}"));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.Contains("bad header Bearer ***", failure.Message);
        Assert.DoesNotContain("canary-0", failure.FullMessage);
    }

    [TestMethod]
    [DataRow(170)]
    [DataRow(185)]
    [DataRow(191)]
    public async Task A_secret_where_the_text_is_cut_is_hidden(int before)
    {
        var registry = await StartAsync(Token);
        Network.Registry.Faults.Add(Fault.Error(500, "UNKNOWN", new string('x', before) + Token + new string('y', 100)));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.DoesNotContain(Token[..1], failure.Message[failure.Message.IndexOf("xxx", StringComparison.Ordinal)..]);
    }

    [TestMethod]
    public async Task A_password_is_hidden_in_the_form_it_was_sent_in_too()
    {
        var registry = await Network.StartRegistryAsync(new(User, Password));
        Network.SignIn();
        var sent = CredentialFixture.Basic(User, Password);
        Network.Registry.Faults.Add(Fault.Error(500, "UNKNOWN", $"{sent} {Password}"), RequestKind.Manifest, skip: 1);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.Contains("UNKNOWN *** ***", failure.Message);
    }

    [TestMethod]
    public async Task A_type_does_not_tell_it()
    {
        var registry = await StartAsync(Token);
        Network.Registry.Faults.Add(Fault.Header("Content-Type", $"text/{Token}"), RequestKind.Manifest);

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.AreSame(RegistryErrors.ManifestInvalid, failure.Code);
        Assert.Contains("'text/***'", failure.Message);
    }

    [TestMethod]
    [DataRow("HTTP/9.9 TOKEN \u001b[31m\r\n\r\n", DisplayName = "status line")]
    [DataRow("HTTP/1.1 200 OK\r\nTOKEN\u001b[31m\r\n\r\n", DisplayName = "header")]
    [DataRow("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0zTOKEN\u001b[31m\r\n", DisplayName = "length of a chunk")]
    public async Task What_is_no_answer_does_not_tell_it(string answer)
    {
        using var server = new RawServer(answer.Replace("TOKEN", Token, StringComparison.Ordinal));
        Network.Connector.Name("raw.test", "203.0.113.9");
        Network.Variables[$"OCX_AUTH_raw_test_{server.Port}_TOKEN"] = Token;
        using var connections = new RegistryConnections(Network.Settings, Network.Time);
        var registry = connections.Open(new($"raw.test:{server.Port}", Insecure: true));

        var failure = await Network.FailureAsync(() => registry.GetManifestAsync(Repository, "1", Cancellation));

        Assert.DoesNotContain(Token, failure.ToString());
        Assert.DoesNotContain(BitConverter.ToString(Encoding.UTF8.GetBytes(Token)), failure.ToString());
        Assert.DoesNotContain(char.IsControl, failure.Message);
    }

    private async Task<IRegistry> StartAsync(string token)
    {
        var registry = await Network.StartRegistryAsync(new(User, Password, Token: token));
        Network.Variables[$"OCX_AUTH_{Network.Slug}_TOKEN"] = token;
        return registry;
    }
}
