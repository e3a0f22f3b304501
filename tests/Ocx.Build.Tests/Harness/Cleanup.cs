namespace Ocx.Build.Tests.Harness;

[TestClass]
public static class Cleanup
{
    /// <summary>Failed tests leave their directory; then the feed they used stays too.</summary>
    [AssemblyCleanup]
    public static void RemoveRunDirectory()
    {
        var failures = Path.Combine(SdkPackage.RunDirectory, "tests");
        if (!Directory.Exists(failures) || !Directory.EnumerateFileSystemEntries(failures).Any())
        {
            Sandbox.Delete(SdkPackage.RunDirectory);
        }
    }
}
