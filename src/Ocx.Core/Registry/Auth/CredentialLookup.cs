using Ocx.Core.Diagnostics;

namespace Ocx.Core.Registry.Auth;

/// <summary>What is known about who we are to a host.</summary>
/// <param name="Credential">Null: nobody.</param>
/// <param name="Failure">Why nothing could be found out.</param>
internal sealed record CredentialLookup(Credential? Credential, OcxException? Failure = null);
