using System.CommandLine;
using System.CommandLine.Invocation;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Processes;

namespace Ocx.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var variables = AmbientVariables.Read();
        var streams = new StandardStreams(ColorChoice.FromArguments(arguments), variables);
        var messages = new Messages(streams);
        try
        {
            var parse = new OcxRootCommand().Parse(BuildTimestampOption.Complete(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parse.Action switch
            {
                { } informing and not ParseErrorAction => Inform(informing, parse, streams),
                null when UsageErrors.UnknownOption(parse) is null => await RunAsync((Verb)parse.CommandResult.Command, parse, variables, streams, messages),
                _ => UsageErrors.Write(messages, parse),
            };
        }
        catch (IOException exception)
        {
            var failure = ErrorReport.Coded(exception);
            ErrorReport.Write(messages, failure);
            return (int)failure.Exit;
        }
    }

    private static async Task<int> RunAsync(
        Verb verb, ParseResult parse, IReadOnlyDictionary<string, string> variables, StandardStreams streams, Messages messages)
    {
        var settings = GlobalSettings.Read(parse, variables);
        messages.Level = settings.Level;
        messages.Quiet = settings.Quiet;
        foreach (var problem in settings.Problems)
        {
            messages.Warn(problem);
        }

        using var invocation = new Invocation(parse, settings, variables, streams, messages);
        try
        {
            return await verb.RunAsync(invocation);
        }
        catch (OperationCanceledException) when (invocation.Interrupted)
        {
            return Interruption.ExitCode;
        }
        catch (Exception exception)
        {
            return invocation.Fail(parse.CommandPath(), ErrorReport.Coded(exception));
        }
    }

    /// <summary>Help, version and shell completion, which need neither settings nor engine.</summary>
    private static int Inform(CommandLineAction action, ParseResult parse, StandardStreams streams)
    {
        parse.InvocationConfiguration.Output = streams.Out;
        var exit = ((SynchronousCommandLineAction)action).Invoke(parse);
        streams.Flush();
        return exit;
    }
}
