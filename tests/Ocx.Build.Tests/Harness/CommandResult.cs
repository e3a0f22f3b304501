namespace Ocx.Build.Tests.Harness;

/// <param name="Output">Standard output and error, in the order in which they came.</param>
internal sealed record CommandResult(int ExitCode, string Output, string CommandLine)
{
    /// <summary>A detailed log has megabytes: its end tells most, and OCX_TEST_BINLOG=1 the rest.</summary>
    private const int DescribedLength = 20_000;

    public CommandResult Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Describe());
        return this;
    }

    /// <param name="place">End of what comes before the colon: a file with line and column, say.</param>
    public CommandResult FailedWith(string code, string place = "")
    {
        Assert.AreNotEqual(0, ExitCode, Describe());
        return Shows($"{place} : error {code}: ".TrimStart().Replace(") : ", "): ", StringComparison.Ordinal));
    }

    public CommandResult Shows(string text)
    {
        Assert.IsTrue(Output.Contains(text, StringComparison.Ordinal), $"The output does not show '{text}'.\n{Describe()}");
        return this;
    }

    public CommandResult DoesNotShow(string text)
    {
        Assert.IsFalse(Output.Contains(text, StringComparison.Ordinal), $"The output shows '{text}'.\n{Describe()}");
        return this;
    }

    private string Describe() =>
        $"{CommandLine}\nended with {ExitCode}:\n{(Output.Length <= DescribedLength ? Output : "…" + Output[^DescribedLength..])}";
}
