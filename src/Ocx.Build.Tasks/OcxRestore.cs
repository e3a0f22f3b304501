using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ocx.Core;
using Ocx.Core.Diagnostics;
using Ocx.Core.Environments;
using Ocx.Core.Installation;
using Ocx.Core.Projects;

namespace Ocx.Build.Tasks;

[MSBuildMultiThreadableTask]
public sealed partial class OcxRestore : OcxTask
{
    protected override SourceLocation DefaultLocation => new(ProjectFile);

    protected override void Run(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var options = new EngineOptions(
            Path.GetDirectoryName(ProjectFile)!, ProcessEnvironment.Read(), NullIfEmpty(Home), NullIfEmpty(ConfigFile), Offline, Frozen: Frozen);
        using var engine = new OcxEngine(options, new TaskObserver(Log));

        var request = new RestoreRequest(ProjectFile, NullIfEmpty(LockFile), Groups, NullIfEmpty(Platform));
        var result = engine.RestoreAsync(request, cancellationToken).GetAwaiter().GetResult();
        var packages = result.Tools.Select(tool => new PackageRoot(tool.Declared with { Tag = null, Digest = tool.Digest }, tool.Root));
        var environment = engine.Compose([.. packages], overrides: result.Entries);
        foreach (var warning in environment.Warnings)
        {
            Log.LogWarning("{0}", warning);
        }

        Tools = [.. result.Tools.Select(tool => ToItem(tool, engine.Home))];
        ToolPaths = [.. environment.SearchPath.Select(directory => new TaskItem(Escaping.Escape(directory)))];
        Environment = [.. environment.Entries.Select(EnvironmentItems.ToItem)];
        Properties = [.. ToProperties(result.Tools, environment)];

        if (result.Downloaded > 0)
        {
            Log.LogMessage(MessageImportance.High, string.Create(
                CultureInfo.InvariantCulture,
                $"Restored {result.Tools.Count} {(result.Tools.Count == 1 ? "tool" : "tools")}, {TaskObserver.FormatSize(result.BytesDownloaded)}, {watch.Elapsed.TotalSeconds:0.0} s"));
        }
    }

    private static TaskItem ToItem(RestoredTool tool, string home)
    {
        var item = new TaskItem(Escaping.Escape(tool.Binding));
        item.SetMetadata("Root", Escaping.Escape(tool.Root));
        item.SetMetadata("Content", Escaping.Escape(tool.Content));
        item.SetMetadata("Version", Escaping.Escape(tool.Declared.TagOrLatest));
        item.SetMetadata("Digest", tool.Digest.ToString());
        item.SetMetadata("Repository", tool.Declared.RepositoryName);
        item.SetMetadata("Group", Escaping.Escape(tool.Group));
        item.SetMetadata("Platform", Escaping.Escape(tool.Platform));
        item.SetMetadata("Home", Escaping.Escape(home));
        return item;
    }

    private static IEnumerable<TaskItem> ToProperties(IReadOnlyList<RestoredTool> tools, ComposedEnvironment environment)
    {
        var roots = tools.Select(tool => ToProperty("OcxToolRoot_", tool.Binding, tool.Root));
        var variables = environment.ApplyTo(new Dictionary<string, string>()).OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => ToProperty("OcxEnv_", variable.Key, variable.Value));
        return roots.Concat(variables).DistinctBy(property => property.ItemSpec, StringComparer.OrdinalIgnoreCase);
    }

    private static TaskItem ToProperty(string prefix, string name, string value)
    {
        // Bindings may hold dots and more; the names of properties may not.
        var property = new TaskItem(prefix + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_')));
        property.SetMetadata("Value", Escaping.Escape(value));
        return property;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
