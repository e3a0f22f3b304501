using System.Text;
using Ocx.Core.Toml;

namespace Ocx.Core.Tests.Toml;

[TestClass]
public sealed class TomlErrorTests
{
    [TestMethod]
    [DataRow("key 1", 1, 5, "expected '=' after the key, found '1'")]
    [DataRow("key", 1, 4, "expected '=' after the key, found the end of the file")]
    [DataRow("a = 1\nkey =\n", 2, 6, "expected a value, found the end of the line")]
    [DataRow("= 1", 1, 1, "expected a key (letters, digits, '_' and '-', else in quotes), found '='")]
    [DataRow("a. = 1", 1, 4, "expected a key (letters, digits, '_' and '-', else in quotes), found '='")]
    [DataRow("a = 1 b = 2", 1, 7, "expected the end of the line after the value, found 'b'")]
    [DataRow("[a] b = 2", 1, 5, "expected the end of the line after the header, found 'b'")]
    [DataRow("[a\nb = 2", 1, 3, "expected ']' after the table's name, found the end of the line")]
    [DataRow("[[a]\n", 1, 4, "expected ']]' after the table's name, found ']'")]
    [DataRow("a = \"x\nb = 1", 1, 5, "the string that starts here is not closed with \" before the end of the line")]
    [DataRow("a = '''x\nb = 1", 1, 5, "the string that starts here is not closed with '''")]
    [DataRow("a = \"C:\\dir\"", 1, 8, "\\ and 'd' are not an escape; write \\\\ for a backslash, or put the text in single quotes")]
    [DataRow("a = \"\\u12\"", 1, 6, "expected 4 hex digits after \\u")]
    [DataRow("a = \"\\ud800\"", 1, 6, "\\ud800 is not a character")]
    [DataRow("a = \"\u0001\"", 1, 6, "the invisible character U+0001 is not allowed in a string; write it as an escape such as \\u0000")]
    [DataRow("a = 1 # \u007f", 1, 9, "the invisible character U+007F is not allowed in a comment")]
    [DataRow("a = cmake", 1, 5, "'cmake' is not a value; text needs quotes")]
    [DataRow("a = 012", 1, 5, "'012' is not a number as TOML writes it: no leading zeros, digits on both sides of '.' and '_'")]
    [DataRow("a = 9223372036854775808", 1, 5, "'9223372036854775808' does not fit into 64 bits")]
    [DataRow("a = 0xffffffffffffffff", 1, 5, "'0xffffffffffffffff' does not fit into 64 bits")]
    [DataRow("a = 2026-02-30", 1, 5, "'2026-02-30' is not a date or time (such as 2026-08-01T10:00:00Z)")]
    [DataRow("a = [1, 2\nb = 3", 2, 1, "expected ',' or ']' after the item, found 'b'")]
    [DataRow("a = [1,\n", 1, 5, "the array that starts here is not closed with ']'")]
    [DataRow("a = { b = 1", 1, 5, "the inline table that starts here is not closed with '}'")]
    [DataRow("a = { b = 1,\n c = 2 }", 1, 13, "an inline table stays on one line; close it with '}' or write it as a [table]")]
    [DataRow("a = { b = 1 c = 2 }", 1, 13, "expected ',' or '}' after the value, found 'c'")]
    [DataRow("a = 1\nb = 2\na = 3", 3, 1, "'a' is defined already, in line 1")]
    [DataRow("[a]\n[b]\n[a]", 3, 2, "'a' is defined already, in line 1")]
    [DataRow("a = []\n[[a]]", 2, 3, "'a' is defined already, in line 1")]
    [DataRow("a.b = 1\n[a]", 2, 2, "'a' is defined already, in line 1")]
    [DataRow("a = {}\na.b = 1", 2, 1, "'a' is a table that is complete where line 1 defines it; nothing can be added here")]
    [DataRow("a = 'x'\n[a.b]", 2, 2, "'a' is a string that is complete where line 1 defines it; nothing can be added here")]
    [DataRow("[a.b.c]\nz = 9\n[a]\nb.c.t = 1", 4, 3, "'c' is a table that is complete where line 1 defines it; nothing can be added here")]
    public void SaysWhatWasExpectedWhere(string text, int line, int column, string message)
    {
        var error = Assert.ThrowsExactly<TomlSyntaxException>(() => TomlText.Parse(text));
        Assert.AreEqual(message, error.Message);
        Assert.AreEqual((line, column), (error.Line, error.Column));
    }

    [TestMethod]
    [DataRow("[", "]")]
    [DataRow("{a=", "}")]
    public void BoundsNesting(string open, string close)
    {
        static string Nest(string open, string close, int depth) => $"a={Repeat(open, depth)}1{Repeat(close, depth)}";
        static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

        TomlText.Parse(Nest(open, close, 100));
        var error = Assert.ThrowsExactly<TomlSyntaxException>(() => TomlText.Parse(Nest(open, close, 30_000)));
        Assert.AreEqual("tables and arrays are nested more than 100 deep", error.Message);
    }

    [TestMethod]
    [DataRow("{0}.a.b = 1")]
    [DataRow("[{0}.a]")]
    [DataRow("[[{0}.a]]")]
    [DataRow("[{0}]\na = []")]
    [DataRow("[{0}]\na.b = 1")]
    public void BoundsDottedKeys(string form)
    {
        var key = string.Join('.', Enumerable.Repeat("a", 100));
        var error = Assert.ThrowsExactly<TomlSyntaxException>(() => TomlText.Parse(form.Replace("{0}", key, StringComparison.Ordinal)));
        Assert.AreEqual("tables and arrays are nested more than 100 deep", error.Message);
    }

    [TestMethod]
    public void PlacesBytesThatAreNotUtf8()
    {
        byte[] text = [.. "a = 1\nb = \"é"u8, 0xff, .. "\""u8];
        var error = Assert.ThrowsExactly<TomlSyntaxException>(() => TomlDocument.Parse(text));
        Assert.AreEqual((2, 7), (error.Line, error.Column));
        Assert.AreEqual("the file is not UTF-8 from here on; save it in that encoding", error.Message);
    }

    [TestMethod]
    public void RefusesUtf16() => Assert.ThrowsExactly<TomlSyntaxException>(() => TomlDocument.Parse(Encoding.Unicode.GetBytes("a = 1")));
}
