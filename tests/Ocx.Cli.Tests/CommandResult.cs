using System.Text.Json;

namespace Ocx.Cli.Tests;

/// <summary>What one run of the program left behind.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Error)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    public CommandResult ShouldSucceed() => ShouldExit(0);

    public CommandResult ShouldExit(int code)
    {
        Assert.AreEqual(code, ExitCode, ToString());
        return this;
    }

    public CommandResult ShouldTell(string text)
    {
        Assert.Contains(text, Error, ToString());
        return this;
    }

    public override string ToString() => $"$ {CommandLine}\n{Output}\n--- stderr\n{Error}\n--- exit {ExitCode}";
}
