using System.Text;
using Ocx.Core.Diagnostics;
using Ocx.Core.Publishing.Descriptions;

namespace Ocx.Core.Tests.Publishing.Descriptions;

[TestClass]
public sealed class FrontMatterTests
{
    [TestMethod]
    [DataRow("title: Plain text # a comment", "Plain text")]
    [DataRow("title: a#b: c", "a#b: c")]
    [DataRow("title:   'It''s # one'  # a comment", "It's # one")]
    [DataRow("title: \"say \\\"hi\\\" \\u00e9\\tx\"", "say \"hi\" é\tx")]
    [DataRow("title: first\n  second # a comment\n  third", "first second third")]
    [DataRow("title: |\n  one\n    two\n\n  three\n\n", "one\n  two\n\nthree")]
    [DataRow("title: >-\n  one\n  two\n\n  three", "one two\nthree")]
    [DataRow("title: ~", null)]
    [DataRow("title:", null)]
    [DataRow("title: ''", "")]
    [DataRow("# title: x\nother: y\nnested:\n  title: z", null)]
    [DataRow("title: one\r\ntitle: two\r", "two")]
    public void Texts_are_read_in_the_usual_forms(string lines, string? title) => Assert.AreEqual(title, Read($"---\n{lines}\n---\n# Text").Title);

    [TestMethod]
    [DataRow("keywords: one, two", "one, two")]
    [DataRow("keywords: [one, \"two, three\"x]", "!")]
    [DataRow("keywords: [one, 'two' , \"c\\\"d\",]", "one,two,c\"d")]
    [DataRow("keywords: [one,\n  two # a comment\n]", "one,two")]
    [DataRow("keywords:\n- one\n- 'two'\n# a comment", "one,two")]
    [DataRow("keywords:\n  - one\n\n  # a comment\n  - two # a comment", "one,two")]
    [DataRow("keywords: []", "")]
    [DataRow("keywords: ['a,b']", "!")]
    [DataRow("keywords: [one", "!")]
    [DataRow("keywords: [[one]]", "!")]
    [DataRow("keywords:\n  - one\n    two", "!")]
    [DataRow("keywords:\n  - {a: b}", "!")]
    public void Keywords_are_a_text_or_a_list(string lines, string expected)
    {
        if (expected == "!")
        {
            Refused($"---\n{lines}\n---\n");
        }
        else
        {
            Assert.AreEqual(expected, Read($"---\n{lines}\n---\n").Keywords);
        }
    }

    [TestMethod]
    [DataRow("title: *other")]
    [DataRow("title: &name x")]
    [DataRow("title: !!str x")]
    [DataRow("title: {a: b}")]
    [DataRow("title: [a, b]")]
    [DataRow("title:\n  - a")]
    [DataRow("title: |2\n   a")]
    [DataRow("title: \"open")]
    [DataRow("title: \"a\" b")]
    [DataRow("title: \"\\x41\"")]
    [DataRow("title: \"\\ud83d\"")]
    public void More_of_YAML_is_refused_with_its_line(string lines)
    {
        var failure = Refused($"---\nother: x\n{lines}\n---\n");

        Assert.AreEqual(3, failure.Location!.Value.Line);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("# A title\n---\ntitle: x\n---")]
    [DataRow("----\ntitle: x\n---")]
    [DataRow("---\nA rule, and then text.\ntitle: x")]
    public void A_README_need_not_have_any(string readme) => Assert.IsTrue(Read(readme).IsEmpty);

    [TestMethod]
    public void It_may_end_in_dots_and_begin_with_a_mark() => Assert.AreEqual("x", Read("\uFEFF---\r\ntitle: x\r\n...\r\n").Title);

    [TestMethod]
    public void It_is_bounded() => Refused("---\n" + string.Concat(Enumerable.Repeat("a: b\n", 20_000)) + "---\n");

    private static DescriptionTexts Read(string readme) => FrontMatter.Read(Encoding.UTF8.GetBytes(readme), "README.md");

    private static OcxException Refused(string readme)
    {
        var failure = Assert.ThrowsExactly<OcxException>(() => Read(readme));
        Assert.AreEqual("OCX2027", failure.Code.Id);
        Assert.AreEqual("README.md", failure.Location!.Value.File);
        return failure;
    }
}
