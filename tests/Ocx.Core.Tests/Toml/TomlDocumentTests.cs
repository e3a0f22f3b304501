using Ocx.Core.Toml;

namespace Ocx.Core.Tests.Toml;

[TestClass]
public sealed class TomlDocumentTests
{
    [TestMethod]
    public void KnowsPlacesOfKeysAndValues()
    {
        var root = TomlText.Parse("# é\n\n[tools]\r\n  \"c é\" = 'x' # why\ngroup.ci = [\n  1,\n  { a = 2 } ]\n").Root;

        var tools = Get<TomlTable>(root, "tools");
        Assert.AreEqual(new TomlPosition(3, 1), tools.Position);
        tools.TryGet("c é", out var quoted);
        Assert.AreEqual(new TomlPosition(4, 3), quoted!.KeyPosition);
        Assert.AreEqual(new TomlPosition(4, 11), quoted.Value.Position);
        tools.TryGet("group", out var group);
        Assert.AreEqual(new TomlPosition(5, 1), group!.KeyPosition);
        ((TomlTable)group.Value).TryGet("ci", out var ci);
        Assert.AreEqual(new TomlPosition(5, 7), ci!.KeyPosition);
        var items = ((TomlArray)ci.Value).Items;
        Assert.AreEqual(new TomlPosition(6, 3), items[0].Position);
        Assert.AreEqual(new TomlPosition(7, 3), items[1].Position);
        Assert.AreEqual(new TomlPosition(7, 9), Get<TomlInteger>((TomlTable)items[1], "a").Position);
    }

    [TestMethod]
    public void KeepsTheOrderOfKeys()
    {
        var root = TomlText.Parse("z = 1\na = 2\nm.y = 3\n[b]\n[A]").Root;
        Assert.AreSequenceEqual(new[] { "z", "a", "m", "b", "A" }, root.Entries.Select(entry => entry.Key).ToList());
    }

    [TestMethod]
    public void ReadsEveryKindOfValue()
    {
        var root = TomlText.Parse("""
            s = "tab\tquote\" \U0001F600"
            i = 0xDEAD_beef
            f = -1_0.5e+2
            b = false
            at = 2026-08-01 10:00:00.123456789-07:30
            day = 2026-08-01
            hour = 23:59:59.9
            """).Root;

        Assert.AreEqual("tab\tquote\" \U0001F600", Get<TomlString>(root, "s").Value);
        Assert.AreEqual(0xdeadbeef, Get<TomlInteger>(root, "i").Value);
        Assert.AreEqual(-1050d, Get<TomlFloat>(root, "f").Value);
        Assert.IsFalse(Get<TomlBoolean>(root, "b").Value);
        var at = Get<TomlDateTime>(root, "at");
        Assert.AreEqual((new DateOnly(2026, 8, 1), new TimeOnly(360_001_234_567), new TimeSpan(-7, -30, 0)), (at.Date, at.Time, at.Offset));
        Assert.IsNull(Get<TomlDateTime>(root, "day").Time);
        var hour = Get<TomlDateTime>(root, "hour");
        Assert.IsNull(hour.Date);
        Assert.AreEqual(new TimeOnly(23, 59, 59, 900), hour.Time);
    }

    [TestMethod]
    public void ReadsCrLfInStringsAsLf() =>
        Assert.AreEqual("a\nb", Get<TomlString>(TomlText.Parse("k = \"\"\"\r\na\r\nb\"\"\"\r\n").Root, "k").Value);

    [TestMethod]
    public void ExtendsATableThatIsOnlyImplied()
    {
        var root = TomlText.Parse("[a.b]\nx = 1\n[a]\ny = 2\n").Root;
        Assert.AreSequenceEqual(new[] { "b", "y" }, Get<TomlTable>(root, "a").Entries.Select(entry => entry.Key).ToList());
    }

    [TestMethod]
    public void DropsTheByteOrderMarkAndKeepsTheRest()
    {
        byte[] text = [0xef, 0xbb, 0xbf, .. "#é\r\na = 1"u8];
        Assert.AreSequenceEqual("#é\r\na = 1"u8.ToArray(), TomlDocument.Parse(text).ToBytes());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("plain")]
    [DataRow("a.b \"c\" \\ d'")]
    [DataRow("\b\t\n\f\r\u0000\u001f\u007f")]
    [DataRow("é \U0001F600")]
    public void WritesKeysAndStringsThatReadBack(string text)
    {
        var root = TomlText.Parse($"{TomlWriter.Key(text)} = {TomlWriter.String(text)}").Root;
        Assert.AreEqual(text, Get<TomlString>(root, text).Value);
    }

    private static T Get<T>(TomlTable table, string key)
        where T : TomlValue =>
        table.TryGet(key, out var entry) ? (T)entry.Value : throw new AssertFailedException($"There is no {key}.");
}
