using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Installation;
using Ocx.Core.Packages;
using Ocx.Core.Store;

namespace Ocx.Core.Environments;

/// <summary>Resolves the values of one package's variables, in declared order: a variable may use those before it.</summary>
internal sealed class TemplateResolver(PackageView package, OcxStore store)
{
    private const int MaximumLength = 64 * 1024;

    private readonly Dictionary<string, List<string>> _resolved = new(StringComparer.Ordinal);

    /// <exception cref="OcxException">OCX4003.</exception>
    public string Resolve(EnvironmentVariable variable)
    {
        var value = Expand(variable.Value);
        if (variable.Type == VariableType.Path && !Path.IsPathFullyQualified(value))
        {
            value = value.Length == 0 ? package.Directory.Content : Path.Combine(package.Directory.Content, value);
        }

        if (!_resolved.TryGetValue(variable.Key, out var values))
        {
            _resolved.Add(variable.Key, values = []);
        }

        values.Add(value);
        return value;
    }

    /// <summary>An argument of an entry point.</summary>
    public string Expand(string template)
    {
        var text = new StringBuilder();
        foreach (var part in Template.Parse(template))
        {
            if (text.Append(Expand(part)).Length > MaximumLength)
            {
                throw Invalid($"a value is longer than {MaximumLength} characters");
            }
        }

        return text.ToString();
    }

    private string Expand(TemplatePart part) => part switch
    {
        TemplatePart.InstallPath path => Separated(package.Directory.Content, path.Posix),
        TemplatePart.DependencyPath path => Separated(DependencyContent(path.Name), path.Posix),
        TemplatePart.SelfVariable variable => _resolved.GetValueOrDefault(variable.Key) is [var only]
            ? only
            : throw Invalid($"'${{self.env.{variable.Key}}}' must name a variable that is declared before, exactly once"),
        TemplatePart.Literal literal => literal.Text,
        _ => throw new InvalidOperationException(),
    };

    private string DependencyContent(string name)
    {
        var named = package.Metadata.Dependencies.Where(dependency => dependency.Name == name).ToList();
        return named is [{ Identifier: { Digest: { } digest } identifier }]
            ? new PackageDirectory(store.PackagePath(identifier.Registry, digest)).Content
            : throw Invalid($"'{name}' must be the name of exactly one dependency");
    }

    private static string Separated(string path, bool posix) => posix && OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    private OcxException Invalid(string reason) => new(
        ExecutionErrors.TemplateInvalid,
        $"The metadata of {package.Identifier} cannot be resolved: {reason}.",
        new SourceLocation(package.Directory.MetadataFile),
        ExecutionErrors.TemplateInvalid.Remedy);
}
