using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FeedPipeline.Storing.Keys;

/// <summary>API keys as text: <c>fp_</c> and 256 random bits in base64url, so that leaked ones can be searched for.</summary>
public static class KeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "fp_";

    private const int RandomBytes = 32;
    private const int HintLength = 8;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(RandomBytes);

    /// <summary>A key that never was.</summary>
    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether it can be a key at all.</summary>
    public static bool IsOne(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    /// <summary>What is shown of it.</summary>
    public static string Hint(string key) => key[..HintLength];
}
