using System.Security.Cryptography;

namespace Ocx.Testing;

/// <summary>Digests as text, independent of the code under test.</summary>
public static class ContentDigest
{
    public static string Of(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    internal static bool IsDigest(string reference) => reference.Contains(':', StringComparison.Ordinal);

    internal static bool Matches(string digest, ReadOnlySpan<byte> content) => digest.Split(':') switch
    {
        ["sha256", _] => digest == Of(content),
        ["sha384", var hex] => hex == Convert.ToHexStringLower(SHA384.HashData(content)),
        ["sha512", var hex] => hex == Convert.ToHexStringLower(SHA512.HashData(content)),
        _ => false,
    };
}
