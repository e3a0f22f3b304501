namespace Ocx.Testing;

/// <summary>The one account of a registry.</summary>
/// <param name="Strangers">Whether anybody gets a token to pull with.</param>
/// <param name="Bearer">True: the account buys tokens for one repository each at <c>/token</c>. False: it is sent with every request.</param>
public sealed record RegistryAuthentication(string User, string Password, bool Bearer = true, bool Strangers = false);
