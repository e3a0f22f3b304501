using System.Xml.Linq;
using Microsoft.Build.Framework;

namespace Ocx.Build.Tasks;

/// <summary>The text of <c>obj/PROJECT.ocx.g.props</c>: static items and properties, so that a build with nothing to do only evaluates.</summary>
/// <param name="evaluationCondition">Where all but <c>_OcxPropsRead</c> counts; null or empty for everywhere.</param>
internal sealed class GeneratedProps(string stamp, string? evaluationCondition)
{
    private readonly XElement _properties = new("PropertyGroup", Condition(evaluationCondition), new XElement("_OcxRestoredStamp", stamp));
    private readonly XElement _items = new("ItemGroup", Condition(evaluationCondition));

    /// <summary>The files and directories without which the rest means nothing.</summary>
    public void AddPresenceOf(IReadOnlyList<string> paths)
    {
        var condition = string.Join(" and ", paths.Select(path => $"Exists('{Escaping.Escape(path)}')"));
        _properties.Add(new XElement("_OcxRestoredPresent", Condition(condition), "true"));
    }

    public void AddProperties(IEnumerable<ITaskItem> properties) =>
        _properties.Add(properties.Select(property => new XElement(property.ItemSpec, Escaping.Escape(property.GetMetadata("Value")))));

    public void AddItems(string type, IEnumerable<ITaskItem> items, params IReadOnlyList<string> metadata) =>
        _items.Add(items.Select(item => new XElement(
            type,
            new XAttribute("Include", Escaping.Escape(item.ItemSpec)),
            metadata.Where(name => item.GetMetadata(name).Length > 0).Select(name => new XElement(name, Escaping.Escape(item.GetMetadata(name)))))));

    public override string ToString() => new XDocument(
        new XComment(" Written by Ocx.Build.Sdk when tools are restored. Changes are lost; the file may be deleted. "),
        new XElement("Project", new XElement("PropertyGroup", new XElement("_OcxPropsRead", "true")), _properties, _items)).ToString() + "\n";

    private static XAttribute? Condition(string? text) => string.IsNullOrEmpty(text) ? null : new XAttribute("Condition", text);
}
