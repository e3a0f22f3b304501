using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ocx.Core;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Oci;

namespace Ocx.Build.Tasks;

[MSBuildMultiThreadableTask]
public sealed partial class OcxExec : OcxTask
{
    /// <summary>Lines of standard error that a failure repeats: terminals hide a tool's output, but never an error.</summary>
    private const int LastWords = 10;

    protected override void Run(CancellationToken cancellationToken)
    {
        var tool = Tools.FirstOrDefault(tool => tool.ItemSpec == Tool) ?? throw ToolUnknown();
        var importance = Enum.TryParse<MessageImportance>(StandardOutputImportance, ignoreCase: true, out var parsed) ? parsed : MessageImportance.High;

        // MSBuild takes an item's FullPath from the project's directory, also where that is not the process's own (-mt).
        var projectDirectory = Path.GetDirectoryName(tool.GetMetadata("FullPath"))!;
        var workingDirectory = WorkingDirectory?.GetMetadata("FullPath") ?? projectDirectory;

        var ambient = ProcessEnvironment.Read();
        using var engine = new OcxEngine(new EngineOptions(projectDirectory, ambient, Home: tool.GetMetadata("Home")), new TaskObserver(Log));
        var package = Identifier.Parse($"{tool.GetMetadata("Repository")}@{tool.GetMetadata("Digest")}", defaultRegistry: null);
        var environment = engine.Compose([new PackageRoot(package, tool.GetMetadata("Root"))]);
        var variables = new Dictionary<string, string>(environment.ApplyTo(ambient));
        foreach (var assignment in EnvironmentVariables)
        {
            var (key, value) = Split(assignment);
            variables[key] = value;
        }

        var command = string.IsNullOrEmpty(Command) ? Tool : Command;
        var program = Path.GetFullPath(environment.FindCommand(command, ambient), workingDirectory);
        var output = new List<ITaskItem>();
        var lastWords = new Queue<string>();
        var silent = true;
        ExitCode = ToolProcess.Run(
            program,
            Arguments.Select(argument => argument.ItemSpec),
            workingDirectory,
            variables,
            (line, isError) =>
            {
                silent = false;
                Log.LogMessageFromText(line, importance);
                if (isError)
                {
                    lastWords.Enqueue(line);
                    if (lastWords.Count > LastWords)
                    {
                        lastWords.Dequeue();
                    }
                }

                if (ConsoleToMSBuild && !isError)
                {
                    output.Add(new TaskItem(Escaping.Escape(line)));
                }
            },
            cancellationToken);
        ConsoleOutput = [.. output];

        if (ExitCode != 0 && !IgnoreExitCode)
        {
            var message = $"'{command}' of the tool '{Tool}' ended with exit code {ExitCode}.";
            if (silent)
            {
                throw new OcxException(ExecutionErrors.CommandFailed, message, nextStep: "It printed nothing; its documentation may say what the number means.");
            }

            throw Log.HasLoggedErrors || lastWords.Count == 0
                ? new OcxException(ExecutionErrors.CommandFailed, message, nextStep: ExecutionErrors.CommandFailed.Remedy)
                : new OcxException(ExecutionErrors.CommandFailed, string.Join("\n  ", [message, .. lastWords]), nextStep: "");
        }
    }

    private OcxException ToolUnknown() => Tools.Length == 0
        ? new(
            ExecutionErrors.ToolUnknown,
            $"There is no tool '{Tool}', because no tool is restored for this project: OcxEnabled is not true, no ocx.toml was found, or it binds none in the selected groups.",
            nextStep: "Check OcxEnabled, OcxProjectFile and OcxGroups.")
        : new(
            ExecutionErrors.ToolUnknown,
            $"No tool '{Tool}' is restored for this project; there are: {string.Join(", ", Tools.Select(tool => tool.ItemSpec))}.",
            nextStep: ExecutionErrors.ToolUnknown.Remedy);

    private static (string Key, string Value) Split(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (assignment[..equals], assignment[(equals + 1)..])
            : throw new OcxException(ExecutionErrors.OverrideInvalid, $"'{assignment}' is not of the form KEY=VALUE.");
    }
}
