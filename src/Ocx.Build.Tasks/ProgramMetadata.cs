using Ocx.Core.Packages;

namespace Ocx.Build.Tasks;

/// <summary>The metadata of a package whose content is what a project publishes.</summary>
internal static class ProgramMetadata
{
    /// <param name="program">Lies in the root of the content.</param>
    /// <param name="command">What users call it; null: by its own name. A command needs a program whose name could be one (contract: package, 2.7).</param>
    public static Metadata Of(string program, string? command) => Metadata.Empty with
    {
        Environment = [new EnvironmentVariable("PATH", VariableType.Path, "${installPath}", Visibility.Public, Required: true)],
        Entrypoints = Slug.IsValid(program) && Slug.IsValid(command ?? program)
            ? new Dictionary<string, Entrypoint> { [command ?? program] = new(command is null || command == program ? null : program) }
            : new Dictionary<string, Entrypoint>(),
        Binaries = [program],
    };
}
