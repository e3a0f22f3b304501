using System.Text.RegularExpressions;

namespace Ocx.Core.Tests.Architecture;

/// <summary>A room of Ocx.Core imports only rooms below it, and no room knows MSBuild or a console.</summary>
[TestClass]
public sealed partial class FloorTests
{
    private const string Core = "src/Ocx.Core";

    private static readonly Dictionary<string, int> Floors = new(StringComparer.Ordinal)
    {
        ["Diagnostics"] = 0,
        ["Oci"] = 1,
        ["Archives"] = 1,
        ["Toml"] = 1,
        ["Files"] = 1,
        ["Configuration"] = 2,
        ["Packages"] = 2,
        ["Registry"] = 3,
        ["Store"] = 3,
        ["Resolution"] = 4,
        ["Installation"] = 5,
        ["Environments"] = 6,
        ["Projects"] = 7,
        ["Publishing"] = 7,
        ["Trust"] = 7,
        ["Collection"] = 7,
        ["Verification"] = 7,
        [""] = 8,
    };

    /// <summary>The imports between rooms of one floor: a pair has a direction too.</summary>
    private static readonly HashSet<(string From, string To)> Neighbours =
    [
        ("Archives", "Files"), ("Archives", "Oci"), ("Collection", "Projects"), ("Verification", "Collection"), ("Verification", "Projects"),
    ];

    [TestMethod]
    public void Imports_go_down()
    {
        var climbs = new List<string>();
        foreach (var file in SourceTree.Files(Core, "*.cs"))
        {
            var room = RoomOf(file);
            foreach (var imported in Rooms(File.ReadAllText(file)).Where(imported => imported != room))
            {
                if (Floors[imported] > Floors[room] || (Floors[imported] == Floors[room] && !Neighbours.Contains((room, imported))))
                {
                    climbs.Add($"{Path.GetRelativePath(SourceTree.Root, file)} imports {imported}");
                }
            }
        }

        Assert.IsEmpty(climbs, string.Join('\n', climbs));
    }

    [TestMethod]
    public void Folders_are_namespaces_and_rooms_are_known()
    {
        foreach (var file in SourceTree.Files(Core, "*.cs"))
        {
            var folder = Path.GetRelativePath(Path.Combine(SourceTree.Root, Core), Path.GetDirectoryName(file)!).Replace('/', '.');
            var expected = folder == "." ? "Ocx.Core" : $"Ocx.Core.{folder}";
            Assert.IsTrue(Floors.ContainsKey(RoomOf(file)), $"{file} is in no known room");
            Assert.Contains($"namespace {expected};", File.ReadAllText(file), file);
        }
    }

    [TestMethod]
    public void The_engine_knows_neither_MSBuild_nor_a_console()
    {
        foreach (var file in SourceTree.Files(Core, "*.cs"))
        {
            Assert.DoesNotMatchRegex(ForbiddenPattern(), File.ReadAllText(file), file);
        }
    }

    private static string RoomOf(string file)
    {
        var parts = Path.GetRelativePath(Path.Combine(SourceTree.Root, Core), file).Split('/', '\\');
        return parts.Length == 1 ? "" : parts[0];
    }

    private static IEnumerable<string> Rooms(string source) =>
        RoomPattern().Matches(source).Select(match => match.Groups[1].Value).Where(Floors.ContainsKey).Distinct();

    [GeneratedRegex(@"Ocx\.Core\.([A-Z][A-Za-z]+)")]
    private static partial Regex RoomPattern();

    [GeneratedRegex(@"Microsoft\.Build\.|\bConsole\.|Environment\.CurrentDirectory|Environment\.SetEnvironmentVariable")]
    private static partial Regex ForbiddenPattern();
}
