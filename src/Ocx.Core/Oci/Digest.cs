using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ocx.Core.Oci;

/// <summary>The name of content by its hash: <c>sha256:</c> and 64 lower-case hex digits (sha384 and sha512 are read too).</summary>
public readonly record struct Digest
{
    private Digest(string algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    public string Algorithm { get; }

    /// <summary>Lower case, of the algorithm's full length.</summary>
    public string Hex { get; }

    /// <summary>The algorithm and 12 digits, for people to tell digests apart by.</summary>
    public string Short => $"{Algorithm}:{Hex[..12]}";

    public static Digest Sha256(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <param name="hash">The 32 bytes of a SHA-256.</param>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => new("sha256", Convert.ToHexStringLower(hash));

    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a digest; expected sha256: and 64 lower-case hex digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
        {
            return false;
        }

        var algorithm = text![..colon];
        var hex = text[(colon + 1)..];
        if (hex.Length != HexLength(algorithm) || !hex.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        digest = new(algorithm, hex);
        return true;
    }

    /// <summary>A running hash of this digest's algorithm, to compare a stream with it.</summary>
    public IncrementalHash CreateHash() => IncrementalHash.CreateHash(Algorithm switch
    {
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    });

    public bool Matches(ReadOnlySpan<byte> content)
    {
        using var hash = CreateHash();
        hash.AppendData(content);
        return Matches(hash);
    }

    /// <summary>Compares and ends the running hash.</summary>
    public bool Matches(IncrementalHash hash) => string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), Hex, StringComparison.Ordinal);

    public override string ToString() => $"{Algorithm}:{Hex}";

    private static int HexLength(string algorithm) => algorithm switch
    {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => -1,
    };
}
