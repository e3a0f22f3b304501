using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;

namespace Ocx.Core.Tests.Configuration;

/// <summary>Files and variables of a test's own, and the configuration they give.</summary>
internal sealed class ConfigurationFixture : IDisposable
{
    public ConfigurationFixture() => Variables["HOME"] = Files["user"];

    public TemporaryDirectory Files { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public List<string> Warnings { get; } = [];

    public string Home => Files["home"];

    public string StoreFile => Files["home", "config.toml"];

    /// <summary>The store's file, with this content.</summary>
    public OcxConfiguration LoadText(string content)
    {
        Files.Write("home/config.toml", content);
        return Load();
    }

    public OcxConfiguration Load(string? explicitFile = null)
    {
        var variables = new VariableReader(Variables, Warnings.Add);
        return new(new(Home, variables, Files.Path, explicitFile, Warnings.Add), variables);
    }

    public OcxException Fail(string content) => Assert.ThrowsExactly<OcxException>(() => LoadText(content));

    public void Dispose() => Files.Dispose();
}
