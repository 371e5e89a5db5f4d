using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FeedPipeline.Storing.Operators;

/// <summary>Secrets that are shown once, as text: 256 random bits in base64url. Only their hashes are kept.</summary>
internal static class SecretText
{
    private const int RandomBytes = 32;
    private static readonly int Length = Base64Url.GetEncodedLength(RandomBytes);

    /// <summary>One that never was.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is kept of it; null when it can be none.</summary>
    public static byte[]? Hash(string? text) => text?.Length == Length ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : null;
}
