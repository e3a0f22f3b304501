using System.Text.RegularExpressions;

namespace Ocx.Core.Tests.Architecture;

/// <summary>Connections are made in one place, where offline mode can refuse them.</summary>
[TestClass]
public sealed partial class NetworkGateTests
{
    /// <summary>The gate, and the one client that goes through it.</summary>
    private static readonly string[] Makers = ["src/Ocx.Core/Registry/Network/", "src/Ocx.Core/Registry/RegistryConnections.cs"];

    [TestMethod]
    public void No_other_file_makes_connections()
    {
        var strangers = SourceTree.Files("src", "*.cs")
            .Select(file => (Path: Path.GetRelativePath(SourceTree.Root, file).Replace('\\', '/'), Match: MakingPattern().Match(File.ReadAllText(file))))
            .Where(found => found.Match.Success && !Makers.Any(maker => found.Path.StartsWith(maker, StringComparison.Ordinal)))
            .Select(found => $"{found.Path}: {found.Match.Value}");

        Assert.IsEmpty(strangers);
    }

    [TestMethod]
    public void The_client_is_made_with_the_gate()
    {
        var source = File.ReadAllText(Path.Combine(SourceTree.Root, Makers[1]));

        Assert.DoesNotMatchRegex(@"SocketsHttpHandler|HttpClientHandler|\bSocket\b|HttpClient\(\)", source);
        Assert.Contains("NetworkHandler.Create(", source);
    }

    [GeneratedRegex(
        @"new\s+(HttpClient|SocketsHttpHandler|HttpClientHandler|Socket|TcpClient|UdpClient|TcpListener|ClientWebSocket|NetworkStream|SslStream|HttpMessageInvoker|Ping|SmtpClient|WebClient)\b|\b(HttpClient|Socket|SocketsHttpHandler)\b[^;\n]*=\s*new\(|\bDns\.|\bWebRequest\b|\bSystem\.Net\.Sockets\b|\bQuicConnection\b|\bHttpListener\b")]
    private static partial Regex MakingPattern();
}
