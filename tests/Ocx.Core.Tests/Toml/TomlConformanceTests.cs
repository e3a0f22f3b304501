using System.Globalization;
using System.Text;
using System.Text.Json;
using Ocx.Core.Toml;

namespace Ocx.Core.Tests.Toml;

/// <summary>The public toml-test suite: every valid file must mean what its JSON says, every invalid file must be refused.</summary>
[TestClass]
public sealed class TomlConformanceTests
{
    private const string DataVariable = "OCX_CONFORMANCE_DATA";

    // The published data hold one pair as "multiline-toml" and "multiline-json".
    private static readonly string[] TomlEndings = [".toml", "-toml"];

    [TestMethod]
    public void DecodesEveryValidFile()
    {
        var files = FindValidFiles();
        Assert.IsGreaterThanOrEqualTo(90, files.Count, "The suite is not complete.");
        var failures = files.Select(DifferenceOf).OfType<string>().ToList();
        Assert.IsEmpty(failures, string.Join('\n', failures));
    }

    [TestMethod]
    public void RefusesEveryInvalidFile()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var file in FindFiles("invalid"))
        {
            // A .multi file holds one invalid document in each line that is neither blank nor comment.
            var documents = file.EndsWith(".multi", StringComparison.Ordinal)
                ? File.ReadAllLines(file).Where(line => line.Trim() is not ['#', ..] and not "").Select(Encoding.UTF8.GetBytes)
                : [File.ReadAllBytes(file)];
            foreach (var document in documents)
            {
                count++;
                if (Accepts(document))
                {
                    failures.Add($"{file}: {Encoding.UTF8.GetString(document)}");
                }
            }
        }

        Assert.IsGreaterThanOrEqualTo(180, count, "The suite is not complete.");
        Assert.IsEmpty(failures, string.Join('\n', failures));
    }

    [TestMethod]
    public void GivesEveryValidFileBackAfterAddingAndRemovingATable()
    {
        foreach (var file in FindValidFiles())
        {
            var document = TomlDocument.Parse(File.ReadAllBytes(file));
            var edited = document.With(["edit test", "key"], "value").Without(["edit test", "key"]).Without(["edit test"]);
            Assert.AreEqual(document.ToString().ReplaceLineEndings("\n").TrimEnd('\n'), edited.ToString().TrimEnd('\n'), file);
        }
    }

    [TestMethod]
    public void ReadsOrRefusesEveryValidFileWhereverItIsCutOff()
    {
        foreach (var file in FindValidFiles())
        {
            var content = File.ReadAllBytes(file);
            for (var length = 0; length < content.Length; length++)
            {
                Accepts(content[..length]);
            }
        }
    }

    private static List<string> FindValidFiles() =>
        [.. FindFiles("valid").Where(file => TomlEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))];

    private static IEnumerable<string> FindFiles(string kind)
    {
        var data = Environment.GetEnvironmentVariable(DataVariable);
        if (string.IsNullOrEmpty(data))
        {
            Assert.Inconclusive($"{DataVariable} does not name a directory that contains toml-test/.");
        }

        return Directory.EnumerateFiles(Path.Combine(data, "toml-test", "tests", kind), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    private static bool Accepts(byte[] document)
    {
        try
        {
            TomlDocument.Parse(document);
            return true;
        }
        catch (TomlSyntaxException)
        {
            return false;
        }
    }

    private static string? DifferenceOf(string file)
    {
        var expected = file[..^"toml".Length] + "json";
        using var json = JsonDocument.Parse(File.ReadAllBytes(expected));
        try
        {
            var document = TomlDocument.Parse(File.ReadAllBytes(file));
            return IsSame(json.RootElement, document.Root) ? null : $"{file}: differs from {expected}";
        }
        catch (TomlSyntaxException exception)
        {
            return $"{file}({exception.Line},{exception.Column}): {exception.Message}";
        }
    }

    private static bool IsSame(JsonElement expected, TomlValue actual) => (expected.ValueKind, actual) switch
    {
        (JsonValueKind.Array, TomlArray array) =>
            expected.GetArrayLength() == array.Items.Count && expected.EnumerateArray().Zip(array.Items).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValueKind.Object, TomlTable table) =>
            expected.EnumerateObject().Count() == table.Entries.Count
            && expected.EnumerateObject().All(member => table.TryGet(member.Name, out var entry) && IsSame(member.Value, entry.Value)),
        (JsonValueKind.Object, not TomlArray) => IsSame(expected.GetProperty("type").GetString()!, expected.GetProperty("value").GetString()!, actual),
        _ => false,
    };

    private static bool IsSame(string type, string value, TomlValue actual) => (type, actual) switch
    {
        ("string", TomlString text) => text.Value == value,
        ("integer", TomlInteger integer) => integer.Value == long.Parse(value, CultureInfo.InvariantCulture),
        ("bool", TomlBoolean boolean) => boolean.Value == bool.Parse(value),
        ("float", TomlFloat number) => number.Value.Equals(ParseFloat(value)),
        ("datetime", TomlDateTime { Date: { } date, Time: { } time, Offset: { } offset }) =>
            new DateTimeOffset(date, time, offset).EqualsExact(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture)),
        ("datetime-local", TomlDateTime { Date: { } date, Time: { } time, Offset: null }) =>
            date.ToDateTime(time) == DateTime.Parse(value, CultureInfo.InvariantCulture),
        ("date-local", TomlDateTime { Date: { } date, Time: null }) => date == DateOnly.Parse(value, CultureInfo.InvariantCulture),
        ("time-local", TomlDateTime { Date: null, Time: { } time }) => time == TimeOnly.Parse(value, CultureInfo.InvariantCulture),
        _ => false,
    };

    private static double ParseFloat(string value) => value.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };
}
