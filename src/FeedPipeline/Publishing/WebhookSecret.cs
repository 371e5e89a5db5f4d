using System.Security.Cryptography;
using System.Text;

namespace FeedPipeline.Publishing;

/// <summary>The key that receiver and sender share, and what it signs (Standard Webhooks 1.0).</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int NewBytes = 32;
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    /// <summary>A new one.</summary>
    public static byte[] Create() => RandomNumberGenerator.GetBytes(NewBytes);

    /// <summary>As people copy it: <c>whsec_</c> and Base64.</summary>
    public static string Format(byte[] secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>What <see cref="Format"/> wrote, of 24 to 64 bytes; null for everything else.</summary>
    public static byte[]? Parse(string text)
    {
        var bytes = new byte[MaxBytes];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length >= MinBytes
            ? bytes[..length]
            : null;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in Unix seconds.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static string Sign(byte[] secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{id}.{timestamp}.")));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }
}
