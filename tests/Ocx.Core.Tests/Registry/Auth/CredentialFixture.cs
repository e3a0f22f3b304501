using System.Diagnostics;
using System.Text;
using Ocx.Core.Configuration;
using Ocx.Core.Registry.Auth;
using Ocx.Core.Registry.Network;

namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>A home with a config.json of Docker and a directory on PATH for credential helpers, which are shell scripts.</summary>
internal sealed class CredentialFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public CredentialFixture()
    {
        Directory.CreateDirectory(_directory["bin"]);
        Variables["HOME"] = Variables["USERPROFILE"] = _directory.Path;
        Variables["PATH"] = $"relative:{_directory["bin"]}:/usr/bin:/bin";
    }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public List<string> Warnings { get; } = [];

    public string ConfigFile => _directory[".docker", "config.json"];

    public string this[string name] => _directory[name];

    public NetworkSettings Settings => new(new VariableReader(Variables), Warn: Warnings.Add) { WorkingDirectory = _directory.Path };

    public CredentialChain Chain(TimeProvider? time = null) => new(Settings, time ?? TimeProvider.System);

    public CredentialStore Store => new(Settings, TimeProvider.System);

    public static string Basic(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public void WriteConfig(string json) => _directory.Write(".docker/config.json", json);

    /// <param name="script">What follows the interpreter's line; the verb is $1.</param>
    public void AddHelper(string name, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The helpers of this test are shell scripts.");
        }

        // Another process writes it: a file that this one had open could not be run while some child of it still had it too.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$0\" && chmod +x \"$0\"", _directory["bin", $"docker-credential-{name}"]]) { RedirectStandardInput = true };
        using var writer = Process.Start(start)!;
        writer.StandardInput.Write("#!/bin/sh\n" + script + "\n");
        writer.StandardInput.Close();
        writer.WaitForExit();
    }

    public void Dispose() => _directory.Dispose();
}
