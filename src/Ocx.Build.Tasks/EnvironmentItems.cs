using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Ocx.Core.Environments;
using Ocx.Core.Packages;

namespace Ocx.Build.Tasks;

/// <summary>Contributions to variables as items: Identity is the variable; metadata Value, Type (constant, path, list) and Separator.</summary>
internal static class EnvironmentItems
{
    public static string NameOf(VariableType type) => type switch { VariableType.Path => "path", VariableType.List => "list", _ => "constant" };

    public static TaskItem ToItem(EnvironmentEntry entry)
    {
        var item = new TaskItem(Escaping.Escape(entry.Key));
        item.SetMetadata("Value", Escaping.Escape(entry.Value));
        item.SetMetadata("Type", NameOf(entry.Type));
        if (entry.Separator is not null)
        {
            item.SetMetadata("Separator", Escaping.Escape(entry.Separator));
        }

        return item;
    }

    public static EnvironmentEntry FromItem(ITaskItem item)
    {
        var type = item.GetMetadata("Type") switch { "path" => VariableType.Path, "list" => VariableType.List, _ => VariableType.Constant };
        var separator = item.GetMetadata("Separator");
        return new EnvironmentEntry(item.ItemSpec, item.GetMetadata("Value"), type, separator.Length == 0 ? null : separator);
    }
}
