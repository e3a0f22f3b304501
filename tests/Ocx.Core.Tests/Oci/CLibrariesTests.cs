using Ocx.Core.Oci;

namespace Ocx.Core.Tests.Oci;

[TestClass]
public sealed class CLibrariesTests
{
    private const string GlibcLoader = "/lib64/ld-linux-x86-64.so.2";
    private const string MuslLoader = "/lib/ld-musl-x86_64.so.1";
    private const string GlibcBanner = "ld.so (Debian GLIBC 2.41-12) stable release version 2.41.";
    private const string MuslBanner = "musl libc (x86_64)\nVersion 1.2.5\nDynamic Program Loader";

    [TestMethod]
    [DataRow("amd64", GlibcLoader, "libc.glibc")]
    [DataRow("amd64", MuslLoader, "libc.musl")]
    [DataRow("arm64", "/lib/ld-linux-aarch64.so.1", "libc.glibc")]
    [DataRow("arm64", "/lib/ld-musl-aarch64.so.1", "libc.musl")]
    [DataRow("arm", "/lib/ld-linux-armhf.so.3", "libc.glibc")]
    [DataRow("amd64", "/nix/store/abc-glibc-2.40/lib/ld-linux-x86-64.so.2", "libc.glibc")]
    [DataRow("amd64", "/lib/ld-linux.so.2", "", DisplayName = "programs for 32 bits")]
    public void What_the_systems_programs_run_on_needs_no_proof(string architecture, string loader, string expected)
    {
        var files = new FakeLoaderFiles().Program("/bin/sh", loader);

        Assert.AreEqual(expected, Detect(files, architecture));
        Assert.IsEmpty(files.Started);
    }

    [TestMethod]
    public void One_of_the_programs_suffices()
    {
        var files = new FakeLoaderFiles().Program("/usr/bin/env", null).Program("/bin/ls", MuslLoader);

        Assert.AreEqual("libc.musl", Detect(files));
    }

    [TestMethod]
    public void Another_loader_is_started_to_hear_what_it_is()
    {
        var files = new FakeLoaderFiles().Program("/bin/sh", GlibcLoader).Loader(GlibcLoader, 0, GlibcBanner).Loader(MuslLoader, 1, MuslBanner);

        Assert.AreEqual("libc.glibc libc.musl", Detect(files));
        Assert.AreSequenceEqual([MuslLoader + " --version"], files.Started);
    }

    [TestMethod]
    [DataRow(127, "cannot execute: NixOS cannot run dynamically linked executables", DisplayName = "a stub that complains")]
    [DataRow(1, "", DisplayName = "a broken one")]
    public void A_loader_that_does_not_work_does_not_count(int exit, string text)
    {
        var files = new FakeLoaderFiles().Program("/bin/sh", MuslLoader).Loader(GlibcLoader, exit, text);

        Assert.AreEqual("libc.musl", Detect(files));
    }

    [TestMethod]
    public void A_layer_of_compatibility_counts_when_it_runs_programs()
    {
        var files = new FakeLoaderFiles().Program("/bin/sh", MuslLoader)
            .Loader(GlibcLoader, 127, "cannot load --version: No such file or directory")
            .Loader(GlibcLoader, 0, "", "/bin/true");

        Assert.AreEqual("libc.glibc libc.musl", Detect(files));
    }

    [TestMethod]
    public void A_loader_is_what_it_says_not_what_it_is_called()
    {
        var files = new FakeLoaderFiles().Program("/bin/sh", MuslLoader).Loader(GlibcLoader, 0, MuslBanner);

        Assert.AreEqual("libc.musl", Detect(files));
    }

    [TestMethod]
    public void Without_programs_loaders_are_looked_for_a_directory_further_down()
    {
        var files = new FakeLoaderFiles().Loader("/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", 0, GlibcBanner);

        Assert.AreEqual("libc.glibc", Detect(files));
    }

    [TestMethod]
    public void A_system_without_loaders_has_no_library() => Assert.AreEqual("", Detect(new FakeLoaderFiles().Program("/bin/sh", null)));

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_system_of_this_test_has_one()
    {
        // .NET itself needs one to run on.
        var found = new CLibraries(HostPlatform.Machine.Architecture, new SystemLoaderFiles()).Detect();

        Assert.IsNotEmpty(found);
        Assert.AreSequenceEqual(found.ToList(), HostPlatform.Current.Features);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void A_loader_that_does_not_end_is_not_waited_for()
    {
        using var files = new TemporaryDirectory();
        var endless = files.Write("endless", "#!/bin/sh\necho musl libc\nwhile :; do :; done\n", executable: true);

        Assert.IsNull(new SystemLoaderFiles().Run(endless, "--version").ExitCode);
        Assert.IsNull(new SystemLoaderFiles().Run(files["absent"], "--version").ExitCode);
    }

    private static string Detect(FakeLoaderFiles files, string architecture = "amd64") =>
        string.Join(' ', new CLibraries(architecture, files).Detect());
}
