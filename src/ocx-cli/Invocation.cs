using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ocx.Cli.Options;
using Ocx.Cli.Output;
using Ocx.Cli.Processes;
using Ocx.Cli.Reports;
using Ocx.Core;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Oci;

namespace Ocx.Cli;

/// <summary>One run of one verb: what was typed, the engine (made when first used), and where results go.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly StandardStreams _streams;
    private readonly Lazy<OcxEngine> _engine;
    private readonly Lazy<Interruption> _interruption = new(() => new Interruption());
    private ConsoleObserver? _observer;

    public Invocation(
        ParseResult arguments, GlobalSettings settings, IReadOnlyDictionary<string, string> variables, StandardStreams streams, Messages messages)
    {
        Arguments = arguments;
        Settings = settings;
        Variables = variables;
        Messages = messages;
        _streams = streams;
        _engine = new(() =>
        {
            var engine = CreateEngine(GlobalSettings.EngineOptions(Arguments, Variables));
            if (engine.IsPinnedOnly)
            {
                messages.Note("Offline and remote together: only what the local index and the store have already is used.");
            }

            return engine;
        });
    }

    public ParseResult Arguments { get; }

    public GlobalSettings Settings { get; }

    /// <summary>The environment this program was started with.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public Messages Messages { get; }

    public OcxEngine Engine => _engine.Value;

    /// <summary>Cancelled by Ctrl-C and by a request to terminate.</summary>
    public CancellationToken Cancellation => _interruption.Value.Token;

    public bool Interrupted => _interruption.IsValueCreated && Cancellation.IsCancellationRequested;

    /// <summary>What a failure is about, for the JSON that is printed of it.</summary>
    public JsonObject FailureContext { get; } = [];

    /// <summary>Whether standard output has had its document; a failure after that is told on standard error only.</summary>
    public bool Reported { get; private set; }

    public string GlobalProjectFile => Path.Combine(Engine.Home, "ocx.toml");

    /// <summary>An engine that must not touch the network, for the few commands that never do; the caller disposes of it.</summary>
    public OcxEngine CreateOfflineEngine() => CreateEngine(Engine.Options with { Offline = true });

    /// <summary>The project file that <c>--global</c>, <c>--project</c>, the environment or the working directory name.</summary>
    /// <exception cref="OcxException">OCX1001, OCX1022.</exception>
    public string FindProjectFile()
    {
        var named = Arguments.GetValue(GlobalOptions.Project);
        if (!Settings.Global)
        {
            return Engine.FindProjectFile(named is null ? null : AbsolutePath(named));
        }

        if (named is not null || !string.IsNullOrEmpty(Variables.GetValueOrDefault(OcxVariables.Project)))
        {
            throw new OcxException(
                ProjectErrors.UsageInvalid,
                "The global project and a named one are both asked for.",
                nextStep: "Leave out --global (OCX_GLOBAL), or --project (OCX_PROJECT).");
        }

        return Path.Exists(GlobalProjectFile)
            ? Engine.FindProjectFile(GlobalProjectFile)
            : throw new OcxException(
                ProjectErrors.ProjectNotFound,
                $"There is no global project file {GlobalProjectFile} yet.",
                nextStep: "`ocx --global add REGISTRY/REPOSITORY:TAG` creates it.",
                exit: ExitCode.NotFound);
    }

    /// <summary>Reads identifiers as typed.</summary>
    /// <exception cref="OcxException">OCX1020.</exception>
    public IReadOnlyList<Identifier> ParseIdentifiers(IEnumerable<string> texts) => [.. texts.Select(Engine.ParseIdentifier)];

    public string AbsolutePath(string path) => Path.GetFullPath(path, Engine.Options.WorkingDirectory);

    /// <summary>Prints the command's one document, unless <c>--quiet</c>.</summary>
    public void Report<T>(T document, Func<ReportJson, JsonTypeInfo<T>> type, Func<PlainTable> table)
    {
        if (Settings.Json)
        {
            Print(writer => writer.WriteLine(ReportJson.Write(document, type)));
        }
        else
        {
            Print(writer => table().Write(writer, _streams.ColorOut));
        }
    }

    /// <summary>As <see cref="Report"/>, for documents whose plain form is not a table.</summary>
    public void ReportText<T>(T document, Func<ReportJson, JsonTypeInfo<T>> type, string text) =>
        Print(writer => writer.WriteLine(Settings.Json ? ReportJson.Write(document, type) : text));

    /// <summary>Prints what was asked for although it is no report.</summary>
    public void Show(Action<TextWriter> write)
    {
        write(_streams.Out);
        _streams.Flush();
    }

    public void Warn(ComposedEnvironment environment)
    {
        foreach (var warning in environment.Warnings)
        {
            Messages.Warn(warning);
        }
    }

    /// <summary>Prints the failure, and its JSON form where that was asked for and nothing was printed yet; wrong command lines have none.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(string command, OcxException failure)
    {
        StopProgress();
        ErrorReport.Write(Messages, failure);
        if (Settings.Json && !Reported && failure.Code != ProjectErrors.UsageInvalid)
        {
            _streams.Out.WriteLine(ReportJson.Write(FailureEnvelope.Of(command, failure, FailureContext), json => json.FailureEnvelope, indented: false));
            _streams.Flush();
        }

        return (int)failure.Exit;
    }

    /// <summary>Takes the progress display off the terminal; the next download brings it back.</summary>
    public void StopProgress() => _observer?.Stop();

    public void Dispose()
    {
        StopProgress();
        if (_engine.IsValueCreated)
        {
            Engine.Dispose();
        }

        if (_interruption.IsValueCreated)
        {
            _interruption.Value.Dispose();
        }
    }

    private OcxEngine CreateEngine(EngineOptions options) => new(options, _observer ??= new ConsoleObserver(Messages, _streams, Settings.Quiet));

    private void Print(Action<TextWriter> write)
    {
        StopProgress();
        Reported = true;
        if (!Settings.Quiet)
        {
            write(_streams.Out);
            _streams.Flush();
        }
    }
}
