using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing;

/// <summary>What must hold of metadata before anybody else gets it, beyond what every reader checks: its tokens can be resolved.</summary>
internal static class PublishGate
{
    /// <param name="json">What the metadata was read from, so that errors name line and column; they name the file alone without it.</param>
    /// <exception cref="OcxException">OCX4003, with the place.</exception>
    public static void Check(Metadata metadata, string file, ReadOnlyMemory<byte> json = default)
    {
        var source = new JsonSource(file, json);
        var declared = new List<string>();
        foreach (var (i, variable) in metadata.Environment.Index())
        {
            CheckTemplate(variable.Value, JsonPath.Member(JsonPath.Element(JsonPath.Member(null, "env"), i), "value"), part => part switch
            {
                TemplatePart.SelfVariable self when declared.Count(key => key == self.Key) != 1 =>
                    $"'{self.Key}' must be declared before, exactly once",
                TemplatePart.DependencyPath path when metadata.Dependencies.Count(dependency => dependency.Name == path.Name) != 1 =>
                    $"'{path.Name}' must be the name of exactly one dependency",
                _ => null,
            });
            declared.Add(variable.Key);
        }

        foreach (var (name, entrypoint) in metadata.Entrypoints)
        {
            var arguments = JsonPath.Member(JsonPath.Member(JsonPath.Member(null, "entrypoints"), name), "args");
            foreach (var (i, argument) in (entrypoint.Arguments ?? []).Index())
            {
                CheckTemplate(argument, JsonPath.Element(arguments, i), part => part is TemplatePart.Literal or TemplatePart.InstallPath
                    ? null
                    : "the arguments of an entry point may use installPath only");
            }
        }

        void CheckTemplate(string value, JsonPath path, Func<TemplatePart, string?> problemOf)
        {
            try
            {
                if (Template.Parse(value).Select(problemOf).OfType<string>().FirstOrDefault() is { } problem)
                {
                    throw new OcxException(ExecutionErrors.TemplateInvalid, $"The value '{value}' cannot be resolved: {problem}.");
                }
            }
            catch (OcxException exception) when (exception.Location is null)
            {
                throw new OcxException(exception.Code, exception.Message, source.LocationOf(path), "Correct the metadata.", exception);
            }
        }
    }

    /// <summary>Dependencies of a published package are pinned, or it would not mean the same tomorrow.</summary>
    public static void RequirePinned(Metadata metadata, string file)
    {
        if (metadata.Dependencies.FirstOrDefault(dependency => dependency.Identifier.Digest is null) is { } loose)
        {
            throw new OcxException(
                StoreErrors.MetadataInvalid,
                $"The dependency {loose.Identifier} has no digest.",
                new SourceLocation(file),
                "Write registry/repository:tag@sha256:… with the digest of the platform's manifest.");
        }
    }
}
