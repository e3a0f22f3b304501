namespace Ocx.Testing;

/// <summary>Stress, crashes and comparisons take minutes: they run in full where OCX_LONG_TESTS is 1, as in continuous integration, and elsewhere briefly or not at all.</summary>
public static class LongTests
{
    public static bool Wanted { get; } = Environment.GetEnvironmentVariable("OCX_LONG_TESTS") == "1";
}
