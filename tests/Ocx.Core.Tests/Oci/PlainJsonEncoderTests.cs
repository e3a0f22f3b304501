using System.Text;
using System.Text.Json;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Oci;

/// <summary>Text in a document whose digest is its name: the bytes that other writers of it give.</summary>
[TestClass]
public sealed class PlainJsonEncoderTests
{
    [TestMethod]
    [DataRow("é 😀 \u007f \u00a0 \u2028 \ue000 / < > & + '", "é 😀 \u007f \u00a0 \u2028 \ue000 / < > & + '")]
    [DataRow("\" \\ \b \f \n \r \t", """\" \\ \b \f \n \r \t""")]
    [DataRow("\0 \u0001 \u001b \u001f", """\u0000 \u0001 \u001b \u001f""")]
    [DataRow("\u001b😀", """\u001b😀""")]
    public void Only_what_JSON_demands_is_escaped(string text, string expected)
    {
        var json = $$"""{"type":"bundle","version":1,"env":[{"key":"K","type":"constant","value":{{JsonSerializer.Serialize(text)}},"visibility":"private"}]}""";

        var config = Encoding.UTF8.GetString(MetadataWriter.ToConfig(MetadataReader.Parse(Encoding.UTF8.GetBytes(json), "test")));

        Assert.AreEqual($$"""{"type":"bundle","version":1,"env":[{"key":"K","type":"constant","value":"{{expected}}","visibility":"private"}]}""", config);
        Assert.AreEqual(text, JsonDocument.Parse(config).RootElement.GetProperty("env")[0].GetProperty("value").GetString());
    }
}
