using System.Text.Json;
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
                _ => ProblemOfDependency(part),
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

        foreach (var (name, value) in metadata.Integrations)
        {
            CheckIntegration(value, JsonPath.Member(JsonPath.Member(null, "integrations"), name));
        }

        void CheckIntegration(JsonElement value, JsonPath path)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    CheckTemplate(value.GetString()!, path, part => part is TemplatePart.SelfVariable
                        ? "integrations may use installPath and those of dependencies only"
                        : ProblemOfDependency(part));
                    break;
                case JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                    {
                        CheckIntegration(member.Value, JsonPath.Member(path, member.Name));
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var (i, item) in value.EnumerateArray().Index())
                    {
                        CheckIntegration(item, JsonPath.Element(path, i));
                    }

                    break;
            }
        }

        string? ProblemOfDependency(TemplatePart part) =>
            part is TemplatePart.DependencyPath { Name: var name } && metadata.Dependencies.Count(dependency => dependency.Name == name) != 1
                ? $"'{name}' must be the name of exactly one dependency"
                : null;

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
    /// <inheritdoc cref="Check" path="/param"/>
    /// <exception cref="OcxException">OCX3009, with the place.</exception>
    public static void RequirePinned(Metadata metadata, string file, ReadOnlyMemory<byte> json = default)
    {
        foreach (var (i, dependency) in metadata.Dependencies.Index())
        {
            if (dependency.Identifier.Digest is null)
            {
                throw new OcxException(
                    StoreErrors.MetadataInvalid,
                    $"The dependency {dependency.Identifier} has no digest.",
                    new JsonSource(file, json).LocationOf(JsonPath.Member(JsonPath.Element(JsonPath.Member(null, "dependencies"), i), "identifier")),
                    "Let `ocx package create -p PLATFORM` look it up, or write registry/repository:tag@sha256:… with the digest of the platform's manifest.");
            }
        }
    }
}
