namespace Ocx.Core.Tests.Registry.Auth;

/// <summary>A test with a <see cref="CanaryNetwork"/>, which is searched for stray secrets at its end.</summary>
public abstract class CanaryTest
{
    public required TestContext TestContext { get; set; }

    internal CanaryNetwork Network { get; } = new();

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestCleanup]
    public async Task EndAsync()
    {
        try
        {
            Network.AssertNoSecretIsElsewhere();
        }
        finally
        {
            await Network.DisposeAsync();
        }
    }
}
