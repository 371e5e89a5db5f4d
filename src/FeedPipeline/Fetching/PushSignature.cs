using System.Security.Cryptography;
using System.Text;

namespace FeedPipeline.Fetching;

/// <summary><c>X-Hub-Signature</c>: who knows the secret wrote these bytes (W3C WebSub section 8).</summary>
public static class PushSignature
{
    private const int MaxLength = 7 + 128;

    /// <summary>Whether the header signs the body: <c>sha256=…</c> in hexadecimal, or sha1, sha384, sha512. Takes as long for every wrong one.</summary>
    public static bool Matches(string? header, string secret, ReadOnlySpan<byte> body)
    {
        if (header is null || header.Length > MaxLength || header.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var end))
            return false;

        Span<byte> expected = stackalloc byte[SHA512.HashSizeInBytes];
        var length = Sign(header[..end].Trim().ToLowerInvariant(), Encoding.UTF8.GetBytes(secret), body, expected);
        Span<byte> stated = stackalloc byte[SHA512.HashSizeInBytes];
        return length > 0
            && Convert.FromHexString(header.AsSpan(end + 1).Trim(), stated, out _, out var written) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(expected[..length], stated[..written]);
    }

    /// <summary>The methods that hubs may use (section 8); 0 for all others.</summary>
    private static int Sign(string method, byte[] key, ReadOnlySpan<byte> body, Span<byte> signature) => method switch
    {
#pragma warning disable CA5350 // The hub chooses, and a keyed SHA-1 cannot be forged for being broken without a key.
        "sha1" => HMACSHA1.HashData(key, body, signature),
#pragma warning restore CA5350
        "sha256" => HMACSHA256.HashData(key, body, signature),
        "sha384" => HMACSHA384.HashData(key, body, signature),
        "sha512" => HMACSHA512.HashData(key, body, signature),
        _ => 0,
    };
}
