namespace Ocx.Core.Registry.Auth;

/// <summary>An account to keep for a registry.</summary>
/// <param name="Registry">As identifiers spell it, or an address as people copy it.</param>
/// <param name="Secret">A password, or a token in its place.</param>
/// <param name="Verify">Ask the registry first, and keep nothing that it rejects.</param>
/// <param name="AllowPlainText">Where no helper keeps secrets, Docker's config.json will do.</param>
public sealed record SignIn(string Registry, string User, string Secret, bool Verify = true, bool AllowPlainText = false)
{
    /// <summary>Not the secret.</summary>
    public override string ToString() => $"{User} at {Registry}";
}
