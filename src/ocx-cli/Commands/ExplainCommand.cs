using System.CommandLine;
using Ocx.Cli.Output;
using Ocx.Cli.Reports;
using Ocx.Core.Diagnostics;

namespace Ocx.Cli.Commands;

internal sealed class ExplainCommand : Verb
{
    private readonly Argument<string?> _code = new("CODE") { Description = "For example OCX1006; none: list all", Arity = ArgumentArity.ZeroOrOne };

    public ExplainCommand()
        : base("explain", "Tell what an error code means and what to do") => Add(_code);

    public override string Explanation => "Every error of ocx and of the MSBuild SDK has a code. This shows when it occurs and how to get on.";

    public override IReadOnlyList<Example> Examples => [new("OCX1006", "one code"), new("", "all of them")];

    public override Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Arguments.GetValue(_code) is not { } id)
        {
            WriteAll(invocation);
        }
        else if (ErrorCatalogue.Find(id) is { } code)
        {
            var text = $"{code.Id}: {code.Title}\n\nCause:   {code.Cause}\nRemedy:  {code.Remedy}\nExit:    {(int)code.Exit}\nMore:    {code.HelpLink}";
            invocation.ReportText(ErrorCodeEntry.Of(code), json => json.ErrorCodeEntry, text);
        }
        else
        {
            throw new OcxException(ProjectErrors.UsageInvalid, $"There is no error code '{id}'.", nextStep: "Run `ocx explain` to list them.");
        }

        return Task.FromResult(0);
    }

    private static void WriteAll(Invocation invocation)
    {
        IReadOnlyList<ErrorCodeEntry> entries = [.. ErrorCatalogue.All.Select(ErrorCodeEntry.Of)];
        invocation.Report(entries, json => json.IReadOnlyListErrorCodeEntry, () =>
        {
            var table = new PlainTable("Code", "Exit", "Title");
            foreach (var code in ErrorCatalogue.All)
            {
                table.Add(code.Id, ((int)code.Exit).ToString(System.Globalization.CultureInfo.InvariantCulture), code.Title);
            }

            return table;
        });
    }
}
