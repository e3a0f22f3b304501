using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Packages;

[TestClass]
public sealed class TemplateTests
{
    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("$", "$")]
    [DataRow("${unclosed", "${unclosed")]
    [DataRow("$${HOME}/x", "${|HOME}/x")]
    [DataRow("${installPath}/bin", "<path>|/bin")]
    [DataRow("a${self.installPath:posix}b", "a|<posix>|b")]
    [DataRow("${self.env.HOME_DIR}", "<HOME_DIR>")]
    [DataRow("${deps.jdk.installPath:native}", "<jdk>")]
    public void Values_are_split_at_their_tokens(string text, string expected) =>
        Assert.AreEqual(expected, string.Join('|', Template.Parse(text).Select(part => part switch
        {
            TemplatePart.Literal literal => literal.Text,
            TemplatePart.InstallPath path => path.Posix ? "<posix>" : "<path>",
            TemplatePart.SelfVariable variable => $"<{variable.Key}>",
            TemplatePart.DependencyPath path => $"<{path.Name}>",
            _ => "?",
        })));

    [TestMethod]
    [DataRow("${HOME}")]
    [DataRow("${}")]
    [DataRow("${installpath}")]
    [DataRow("${installPath:windows}")]
    [DataRow("${self.env.A:posix}")]
    [DataRow("${self.env.1}")]
    [DataRow("${deps..installPath}")]
    [DataRow("${deps.jdk.version}")]
    public void Unknown_tokens_are_errors_not_text(string text) =>
        Assert.AreEqual("OCX4003", Assert.ThrowsExactly<OcxException>(() => Template.Parse(text)).Code.Id);
}
