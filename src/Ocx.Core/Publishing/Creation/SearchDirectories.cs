using Ocx.Core.Diagnostics;
using Ocx.Core.Files;
using Ocx.Core.Packages;

namespace Ocx.Core.Publishing.Creation;

/// <summary>The directories of a tree that a package puts on its users' PATH.</summary>
internal sealed class SearchDirectories
{
    private const string Variable = "PATH";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string _tree;
    private readonly List<string> _directories = [];

    public SearchDirectories(AuthoredMetadata metadata, string tree)
    {
        _tree = tree;
        var roots = Roots(tree, metadata.Value.StripComponents ?? 0).ToList();
        foreach (var (i, variable) in metadata.Value.Environment.Index())
        {
            if (variable.Key == Variable && variable.Type == VariableType.Path && variable.Visibility.HasFlag(Visibility.Interface))
            {
                var parts = Template.Parse(variable.Value);
                if (RelativePathOf(parts) is { } relative)
                {
                    _directories.AddRange(roots.Select(root => Path.Combine(root, relative)).Where(Directory.Exists));
                    Missing ??= relative.Length > 0 && !roots.Any(root => ExactName.IsDirectory(root, relative))
                        ? MissingDirectory.Of(relative, roots, LocationOf(i))
                        : null;
                }
                else if (parts.OfType<TemplatePart.InstallPath>().Any())
                {
                    Unresolved ??= LocationOf(i);
                }
            }
        }

        SourceLocation LocationOf(int variable) =>
            metadata.Source.LocationOf(JsonPath.Member(JsonPath.Element(JsonPath.Member(null, "env"), variable), "value"));
    }

    /// <summary>Where the metadata names a directory in a way that only an installation could make sense of; null: nowhere.</summary>
    public SourceLocation? Unresolved { get; }

    /// <summary>The first directory that the metadata names and the tree does not have; null: it has all.</summary>
    public MissingDirectory? Missing { get; }

    public bool Any => _directories.Count > 0;

    /// <summary>Regular files, links to such included; what leads nowhere is left out.</summary>
    public IEnumerable<ProgramFile> Files() =>
        from directory in _directories.Distinct(StringComparer.Ordinal)
        from file in List(directory)
        let place = file.LinkTarget is null ? file : Resolve(file)
        where place is FileInfo { Exists: true } && IsRegular(place)
        select new ProgramFile(file.Name, Path.GetRelativePath(_tree, file.FullName).Replace('\\', '/'), place.FullName);

    private static IEnumerable<FileSystemInfo> List(string directory) =>
        FileFailure.Guard(directory, "list", () => new DirectoryInfo(directory).GetFileSystemInfos("*", Everything)).OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>Opening a pipe would wait for somebody who writes to it.</summary>
    private static bool IsRegular(FileSystemInfo file) => OperatingSystem.IsWindows() || UnixFileStatus.Of(file.FullName) is { IsRegularFile: true };

    /// <summary>Null for what loops.</summary>
    private static FileSystemInfo? Resolve(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>From the installation's directory; null for what is outside, and what cannot be told.</summary>
    private static string? RelativePathOf(IReadOnlyList<TemplatePart> parts)
    {
        var rest = parts switch
        {
            [TemplatePart.InstallPath] => "",
            [TemplatePart.InstallPath, TemplatePart.Literal literal] when literal.Text[0] is '/' or '\\' => literal.Text,
            [TemplatePart.Literal literal] when !Path.IsPathRooted(literal.Text) => literal.Text,
            _ => null,
        };
        rest = rest?.Replace('\\', '/').Trim('/');
        return rest is null || rest.Split('/').Contains("..") ? null : rest;
    }

    /// <summary>Whatever the leading directories that an installation strips are called.</summary>
    private static IEnumerable<string> Roots(string tree, int strip) =>
        strip == 0 ? [tree] : Roots(tree, strip - 1).SelectMany(root => Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal));
}
