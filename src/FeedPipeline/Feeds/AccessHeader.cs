using System.Text;

namespace FeedPipeline.Feeds;

/// <summary>Headers of an <see cref="Access"/>, and what they may be.</summary>
public static class AccessHeader
{
    private const int MaxLength = 4096;

    private static readonly string[] Reserved = ["host", "content-length", "transfer-encoding", "connection", "accept-encoding", "if-none-match", "if-modified-since"];

    /// <summary>Why this cannot be a header's name, in words for an operator; null when it can.</summary>
    public static string? RefuseName(string name)
    {
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            return "a header's name has letters, digits, - and _ only";
        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? "FeedPipeline sets it itself" : null;
    }

    /// <summary>Why this cannot be sent, in words that do not repeat it; null when it can.</summary>
    public static string? RefuseValue(string value) => value.Length is > 0 and <= MaxLength && value.All(character => character is >= ' ' and <= '~')
        ? null
        : FormattableString.Invariant($"credentials and headers are 1 to {MaxLength} printable ASCII characters");

    /// <summary>User and password, joined by a colon (RFC 7617).</summary>
    public static KeyValuePair<string, string> Basic(string pair) => new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    /// <summary>A token (RFC 6750).</summary>
    public static KeyValuePair<string, string> Bearer(string token) => new("Authorization", "Bearer " + token);
}
