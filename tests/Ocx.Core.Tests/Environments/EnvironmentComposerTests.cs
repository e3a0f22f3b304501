using Ocx.Core.Diagnostics;
using Ocx.Core.Packages;

namespace Ocx.Core.Tests.Environments;

[TestClass]
public sealed class EnvironmentComposerTests
{
    private const string PublicPath = """ "env":[{"key":"PATH","type":"path","value":"bin","visibility":"public"}],"entrypoints":{"NAME":{}}""";

    [TestMethod]
    public void Users_see_public_dependencies_and_the_package_sees_its_private_ones()
    {
        using var store = new ComposedStore();
        var a = store.Add("a", Package("a"));
        var b = store.Add("b", Package("b"));
        var root = store.Add("r", Package("r"), 1, (a, Visibility.Public), (b, Visibility.Private));

        Assert.AreEqual("r/entrypoints:r/bin:a/entrypoints:a/bin", Shorten(store.Compose(selfView: false, root).SearchPath));
        Assert.AreEqual("r/bin:b/entrypoints:b/bin:a/entrypoints:a/bin", Shorten(store.Compose(selfView: true, root).SearchPath));

        string Shorten(IEnumerable<string> paths) => ComposedStore.Shorten(paths, a, b, root);
    }

    [TestMethod]
    public void A_later_root_comes_first_on_the_path_and_a_shared_dependency_once()
    {
        using var store = new ComposedStore();
        var shared = store.Add("s", Package("s"));
        var first = store.Add("x", Package("x"), 1, (shared, Visibility.Public));
        var second = store.Add("y", Package("y"), 1, (shared, Visibility.Public));

        Assert.AreEqual(
            "y/entrypoints:y/bin:x/entrypoints:x/bin:s/entrypoints:s/bin",
            ComposedStore.Shorten(store.Compose(false, first, second).SearchPath, shared, first, second));
    }

    [TestMethod]
    public void Private_and_interface_variables_go_to_their_audience()
    {
        using var store = new ComposedStore();
        var root = store.Add("r", """
            "env":[{"key":"OWN","type":"constant","value":"1"},{"key":"USERS","type":"constant","value":"2","visibility":"interface"},{"key":"ALL","type":"constant","value":"${self.env.OWN}3","visibility":"public"}]
            """);

        Assert.AreEqual("USERS=2 ALL=13", Variables(selfView: false));
        Assert.AreEqual("OWN=1 ALL=13", Variables(selfView: true));

        string Variables(bool selfView) => string.Join(' ', store.Compose(selfView, root).Entries.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [TestMethod]
    public void A_dependencys_path_can_be_named()
    {
        using var store = new ComposedStore();
        var jdk = store.Add("org/jdk", "");
        var root = store.Add("r", """ "env":[{"key":"JAVA_HOME","type":"constant","value":"${deps.jdk.installPath}/x","visibility":"public"}]""", 1, (jdk, Visibility.Sealed));

        Assert.AreEqual($"{jdk.Path}/content/x", store.Compose(false, root).Entries.Single().Value);
    }

    [TestMethod]
    public void Two_versions_of_one_package_are_refused()
    {
        using var store = new ComposedStore();
        var one = store.Add("lib", "", 1);
        var two = store.Add("lib", "", 2);
        var x = store.Add("x", "", 1, (one, Visibility.Public));
        var y = store.Add("y", "", 1, (two, Visibility.Public));

        var failure = Assert.ThrowsExactly<OcxException>(() => store.Compose(false, x, y));

        Assert.AreEqual("OCX4005", failure.Code.Id);
        Assert.Contains("test.local/lib", failure.Message);
    }

    [TestMethod]
    public void Two_roots_must_not_offer_one_command()
    {
        using var store = new ComposedStore();
        var x = store.Add("x", """ "entrypoints":{"go":{}}""");
        var y = store.Add("y", """ "entrypoints":{"go":{}}""");

        var failure = Assert.ThrowsExactly<OcxException>(() => store.Compose(false, x, y));

        Assert.AreEqual("OCX4004", failure.Code.Id);
        Assert.Contains("'go'", failure.Message);
    }

    [TestMethod]
    public void A_promised_path_must_exist_where_it_is_seen()
    {
        using var store = new ComposedStore();
        var root = store.Add("r", """ "env":[{"key":"LIB","type":"path","required":true,"value":"lib","visibility":"interface"}]""");

        Assert.AreEqual("OCX4006", Assert.ThrowsExactly<OcxException>(() => store.Compose(false, root)).Code.Id);
        Assert.IsEmpty(store.Compose(true, root).Entries);
    }

    [TestMethod]
    [DataRow("${HOME}")]
    [DataRow("${self.env.LATER}")]
    [DataRow("${deps.none.installPath}")]
    public void A_token_that_cannot_be_resolved_is_an_error_with_the_file(string value)
    {
        using var store = new ComposedStore();
        var root = store.Add("r", $$""" "env":[{"key":"A","type":"constant","value":"{{value}}"},{"key":"LATER","type":"constant","value":"x"}]""");

        Assert.AreEqual("OCX4003", Assert.ThrowsExactly<OcxException>(() => store.Compose(false, root)).Code.Id);
    }

    [TestMethod]
    public void A_constant_that_two_packages_set_is_a_warning_and_the_last_one_wins()
    {
        using var store = new ComposedStore();
        var x = store.Add("x", Constant("1"));
        var y = store.Add("y", Constant("2"));

        var environment = store.Compose(false, x, y);

        Assert.AreEqual("2", environment.ApplyTo(new Dictionary<string, string>())["K"]);
        Assert.Contains("'2'", environment.Warnings.Single());

        static string Constant(string value) => $$""" "env":[{"key":"K","type":"constant","value":"{{value}}","visibility":"public"}]""";
    }

    [TestMethod]
    public void Values_that_grow_without_end_are_stopped()
    {
        using var store = new ComposedStore();
        var variables = Enumerable.Range(0, 30).Select(i =>
            $$"""{"key":"V{{i}}","type":"constant","value":"{{(i == 0 ? new string('x', 1000) : string.Concat(Enumerable.Repeat($"${{self.env.V{i - 1}}}", 30)))}}"}""");
        var root = store.Add("r", $" \"env\":[{string.Join(',', variables)}]");

        Assert.AreEqual("OCX4003", Assert.ThrowsExactly<OcxException>(() => store.Compose(false, root)).Code.Id);
    }

    [TestMethod]
    public void What_is_not_installed_is_said_by_name()
    {
        using var store = new ComposedStore();
        var root = store.Add("r", "");
        Directory.Delete(root.Path, recursive: true);

        Assert.AreEqual("OCX3010", Assert.ThrowsExactly<OcxException>(() => store.Compose(false, root)).Code.Id);
    }

    private static string Package(string name) => PublicPath.Replace("NAME", name, StringComparison.Ordinal);
}
