using System.Reflection;
using Ocx.Core.Configuration;
using Ocx.Core.Tests.Architecture;

namespace Ocx.Core.Tests.Configuration;

[TestClass]
public sealed class EnvironmentPageTests
{
    [TestMethod]
    public void Every_variable_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "environment.md"));
        var variables = typeof(OcxVariables).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.IsNotEmpty(variables);
        Assert.IsEmpty(variables.Where(variable => !page.Contains($"`{variable}`", StringComparison.Ordinal)), "docs/environment.md does not name them.");
    }
}
