using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Ocx.Cli.Options;
using Ocx.Core.Configuration;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;

namespace Ocx.Cli.Processes;

/// <summary>Hands over to a program in a composed environment.</summary>
internal static class ChildProcess
{
    /// <summary>On Unix the program takes this process's place; on Windows its exit code is passed on.</summary>
    /// <param name="command">The program as typed, and its arguments.</param>
    /// <param name="clean">Start from an empty environment instead of this program's.</param>
    /// <exception cref="OcxException">OCX4001.</exception>
    public static int Run(Invocation invocation, ComposedEnvironment environment, IReadOnlyList<string> command, bool clean)
    {
        var (program, variables) = Prepare(invocation, environment, command, clean);

        // The program's packages stay for as long as it runs.
        using var lease = invocation.Engine.TakeLease();
        invocation.Dispose();
        return OperatingSystem.IsWindows()
            ? Spawn(program, command.Skip(1), variables)
            : throw NotStarted(command[0], UnixProcess.Replace(program, command, variables, lease.Handle));
    }

    /// <summary>Waits for the program and passes its exit code on, for a caller who has something to tidy up; it can use the invocation's messages only.</summary>
    /// <param name="inherited">An open file that the program keeps open too, with the locks on it.</param>
    /// <inheritdoc cref="Run"/>
    public static int RunAndReturn(
        Invocation invocation, ComposedEnvironment environment, IReadOnlyList<string> command, bool clean, SafeFileHandle? inherited)
    {
        var (program, variables) = Prepare(invocation, environment, command, clean);
        if (program != command[0] && !environment.SearchPath.Any(directory => Path.Combine(directory, Path.GetFileName(program)) == program))
        {
            invocation.Messages.Warn($"No package on PATH has '{command[0]}'; this machine's {program} is run.");
        }

        program = invocation.AbsolutePath(program);
        using var lease = invocation.Engine.TakeLease();
        invocation.Dispose();
        if (OperatingSystem.IsWindows())
        {
            return Spawn(program, command.Skip(1), variables);
        }

        using var leaseKept = UnixProcess.Inheritable(lease.Handle);
        using var kept = UnixProcess.Inheritable(inherited);
        return Spawn(program, command.Skip(1), variables);
    }

    /// <returns>The program's path and its whole environment.</returns>
    private static (string Program, Dictionary<string, string> Variables) Prepare(
        Invocation invocation, ComposedEnvironment environment, IReadOnlyList<string> command, bool clean)
    {
        invocation.Warn(environment);
        var variables = new Dictionary<string, string>(
            environment.ApplyTo(clean ? new Dictionary<string, string>() : invocation.Variables),
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in invocation.Engine.ForwardedVariables)
        {
            Set(variables, name, value);
        }

        // The project as chosen here; the engine knows of the file only when it is told.
        Set(variables, OcxVariables.Global, invocation.Settings.Global ? "1" : null);
        var project = invocation.Arguments.GetValue(GlobalOptions.Project) ?? invocation.Variables.GetValueOrDefault(OcxVariables.Project);
        Set(variables, OcxVariables.Project, string.IsNullOrEmpty(project) ? null : invocation.AbsolutePath(project));
        WarnOfConfiguration(invocation);

        Set(variables, OcxVariables.BinaryPin, OwnPath());
        return (environment.FindCommand(command[0], variables), variables);
    }

    /// <summary>The variable has room for one file.</summary>
    private static void WarnOfConfiguration(Invocation invocation)
    {
        if (invocation.Engine.Options.ConfigFile is { } option
            && invocation.Variables.GetValueOrDefault(OcxVariables.Config) is { Length: > 0 } variable
            && invocation.AbsolutePath(variable) != option)
        {
            invocation.Messages.Warn($"Programs that ocx starts get {OcxVariables.Config}={option}; an ocx among them will not read {variable}, which {OcxVariables.Config} names here.");
        }
    }

    private static int Spawn(string program, IEnumerable<string> arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var signals = new PassedSignals();
        try
        {
            using var process = Process.Start(start) ?? throw NotStarted(program, "no process was made");
            signals.Attach(process.Id);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw NotStarted(program, exception.Message);
        }
    }

    private static OcxException NotStarted(string command, string reason) =>
        new(ExecutionErrors.CommandNotFound, $"'{command}' cannot be started: {reason}.", nextStep: ExecutionErrors.CommandNotFound.Remedy);

    private static void Set(Dictionary<string, string> variables, string name, string? value)
    {
        if (value is null)
        {
            variables.Remove(name);
        }
        else
        {
            variables[name] = value;
        }
    }

    /// <summary>This program's executable, also when it was started as <c>dotnet ocx.dll</c>; null when there is none.</summary>
    private static string? OwnPath()
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
        {
            return Environment.ProcessPath;
        }

        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ocx.exe" : "ocx");
        return File.Exists(path) ? path : null;
    }
}
