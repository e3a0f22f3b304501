using System.Text;
using Ocx.Core.Toml;

namespace Ocx.Core.Tests.Toml;

[TestClass]
public sealed class TomlEditTests
{
    [TestMethod]
    [DataRow("a='x'   # why\nb = 1\n", "a", "a=\"v\"   # why\nb = 1\n", DisplayName = "value in place")]
    [DataRow("a = '''x\ny''' # why\n", "a", "a = \"v\" # why\n", DisplayName = "value over several lines")]
    [DataRow("[t]\na = { b = 1, c = 2 }\n", "t.a.b", "[t]\na = { b = \"v\", c = 2 }\n", DisplayName = "value in an inline table")]
    [DataRow("[t]\n  # first\n  a = 1 # one\n\n# next\n[u]\n", "t.b", "[t]\n  # first\n  a = 1 # one\n  b = \"v\"\n\n# next\n[u]\n", DisplayName = "below the last key of the table")]
    [DataRow("[t] # tools\n\n[u]\n", "t.b", "[t] # tools\nb = \"v\"\n\n[u]\n", DisplayName = "empty table")]
    [DataRow("[t]\na = 1", "t.b", "[t]\na = 1\nb = \"v\"\n", DisplayName = "no newline at the end")]
    [DataRow("[t]", "t.b", "[t]\nb = \"v\"\n", DisplayName = "only a header")]
    [DataRow("t.a = 1\nz = 2\n", "t.b", "t.a = 1\nt.b = \"v\"\nz = 2\n", DisplayName = "table of dotted keys")]
    [DataRow("[g]\nc . 't'.a = 1\nz = 2\n", "g.c.t.b", "[g]\nc . 't'.a = 1\nc . 't'.b = \"v\"\nz = 2\n", DisplayName = "dotted keys below a header")]
    [DataRow("t = {}\n", "t.b", "t = { b = \"v\" }\n", DisplayName = "empty inline table")]
    [DataRow("t = { a = 1 } # x\n", "t.b", "t = { a = 1, b = \"v\" } # x\n", DisplayName = "inline table")]
    [DataRow("t = {a=1}\n", "t.b", "t = {a=1, b = \"v\"}\n", DisplayName = "tight inline table")]
    [DataRow("g = { c.t.a = 1, d = { } }\n", "g.c.t.b", "g = { c.t.a = 1, d = { }, c.t.b = \"v\" }\n", DisplayName = "dotted keys in an inline table")]
    [DataRow("g = { c = 1, d = {  } }\n", "g.d.t.b", "g = { c = 1, d = { t.b = \"v\" } }\n", DisplayName = "new table in an inline table")]
    [DataRow("", "t.b", "[t]\nb = \"v\"\n", DisplayName = "empty file")]
    [DataRow("#:schema x\n# mine", "t.b", "#:schema x\n# mine\n\n[t]\nb = \"v\"\n", DisplayName = "only comments")]
    [DataRow("[t]\na = 1\n\n", "g.c d.t.b", "[t]\na = 1\n\n[g.\"c d\".t]\nb = \"v\"\n", DisplayName = "new table")]
    [DataRow("[g.c]\na = 1\n", "g.b", "[g.c]\na = 1\n\n[g]\nb = \"v\"\n", DisplayName = "implied table")]
    [DataRow("g.c.a = 1\n", "g.d.b", "g.c.a = 1\n\n[g.d]\nb = \"v\"\n", DisplayName = "new table beside dotted keys")]
    [DataRow("#:schema x\n\n[t]\n", "b", "#:schema x\nb = \"v\"\n\n[t]\n", DisplayName = "root")]
    public void Sets(string before, string path, string after)
    {
        var document = TomlText.Parse(before).With(path.Split('.'), "v");
        Assert.AreEqual(after, document.ToString());
    }

    [TestMethod]
    [DataRow("[t]\n# keep\na = 1 # gone\nb = 2\n", "t.a", "[t]\n# keep\nb = 2\n", DisplayName = "line with its comment")]
    [DataRow("[t]\na = [\n 1,\n]\nb = 2", "t.b", "[t]\na = [\n 1,\n]\n", DisplayName = "last line")]
    [DataRow("[t]\na = [\n 1,\n]\nb = 2", "t.a", "[t]\nb = 2", DisplayName = "several lines")]
    [DataRow("t.a = 1\nt.b = 2\n", "t.a", "t.b = 2\n", DisplayName = "dotted key")]
    [DataRow("t = { a = 1, b = 2, c = 3 }\n", "t.a", "t = { b = 2, c = 3 }\n", DisplayName = "first in an inline table")]
    [DataRow("t = { a = 1, b = 2, c = 3 }\n", "t.b", "t = { a = 1, c = 3 }\n", DisplayName = "middle of an inline table")]
    [DataRow("t = { a = 1 , b = 2 }\n", "t.b", "t = { a = 1  }\n", DisplayName = "last in an inline table")]
    [DataRow("t = { a = 1 } # x\n", "t.a", "t = {} # x\n", DisplayName = "only one in an inline table")]
    [DataRow("a = 1\n\n[t] # x\n\n[u]\n", "t", "a = 1\n\n[u]\n", DisplayName = "empty table in the middle")]
    [DataRow("a = 1\n\n[t]\n", "t", "a = 1\n", DisplayName = "empty table at the end")]
    [DataRow("a = 1\n\n[t]\n# note\n", "t", "a = 1\n\n# note\n", DisplayName = "empty table with a comment")]
    [DataRow("t = {}\na = 1\n", "t", "a = 1\n", DisplayName = "empty inline table")]
    [DataRow("[g]\n[g.t]\n[u]\n", "g.t", "[g]\n[u]\n", DisplayName = "empty sub-table")]
    public void Removes(string before, string path, string after) =>
        Assert.AreEqual(after, TomlText.Parse(before).Without(path.Split('.')).ToString());

    [TestMethod]
    [DataRow("[t]\na = 1\n", "t.b", "There is no 't.b'.")]
    [DataRow("[t]\na = 1\n", "u.b", "There is no 'u.b'.")]
    [DataRow("[t]\na = 1\n", "t", "The table 't' is not empty.")]
    [DataRow("[[t]]\n", "t", "'t' is an array and cannot be removed.")]
    [DataRow("t = 1\n", "t.a", "'t' in 't.a' is an integer.")]
    public void RefusesToRemoveWhatIsNotThere(string text, string path, string message)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => TomlText.Parse(text).Without(path.Split('.')));
        Assert.AreEqual(message, error.Message);
    }

    [TestMethod]
    [DataRow("[t]\n", "t", "'t' is a table; only a plain value can be replaced.")]
    [DataRow("[[t]]\n", "t.a", "'t' in 't.a' is an array.")]
    public void RefusesToReplaceTables(string text, string path, string message)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => TomlText.Parse(text).With(path.Split('.'), "v"));
        Assert.AreEqual(message, error.Message);
    }

    [TestMethod]
    public void WritesLfAfterAnEdit()
    {
        var document = TomlDocument.Parse([0xef, 0xbb, 0xbf, .. "[t]\r\na = 1 # é\r\n"u8]).With(["t", "b"], "\"v\"");
        Assert.AreEqual("[t]\na = 1 # é\nb = \"\\\"v\\\"\"\n", Encoding.UTF8.GetString(document.ToBytes()));
    }

    [TestMethod]
    public void LeavesTheOriginalAsItWas()
    {
        var document = TomlText.Parse("a = 1\n");
        document.With(["a"], "v");
        Assert.AreEqual("a = 1\n", document.ToString());
    }
}
