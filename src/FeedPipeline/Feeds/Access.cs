using System.Text;

namespace FeedPipeline.Feeds;

/// <summary>What a feed's host wants to see before it answers: credentials and other headers. Never printed.</summary>
/// <param name="Origin">Scheme, host and port that it was given for; no other is shown it.</param>
/// <param name="Headers">Names and values, in order.</param>
public sealed record Access(string Origin, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>What is shorter is too common to be looked for.</summary>
    private const int MinSecretLength = 4;

    /// <summary>The same for documents, which are long: a short password is a word of theirs.</summary>
    private const int MinSecretLengthInDocuments = 8;

    private const string Hidden = "***";
    private const char CutOff = '\u2026';

    /// <summary>The headers for a request to this URL: all of them at the origin itself, none anywhere else.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersFor(Uri url) => OriginOf(url) == Origin ? Headers : [];

    /// <summary>Scheme, host and port of a URL, as <see cref="Origin"/> holds them.</summary>
    public static string OriginOf(Uri url) => url.GetLeftPart(UriPartial.Authority).ToLowerInvariant();

    /// <summary>A text that the host had a hand in, with <c>***</c> where it repeats a value: as it is, as part of a URL, a token without its scheme, a password alone, or the begin of one where the text was cut off.</summary>
    public string Hide(string text)
    {
        foreach (var secret in Secrets())
        {
            text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
            text = text.EndsWith(CutOff) ? WithoutCut(text[..^1], secret) + CutOff : text;
        }

        return text;
    }

    /// <summary>Validators that repeat no value: one that does is forgotten, because it could only be stored as it is.</summary>
    public Validators Hide(Validators validators) => validators with { ETag = Harmless(validators.ETag), LastModified = Harmless(validators.LastModified) };

    /// <summary>A document with asterisks where it repeats a value in ASCII or UTF-8; the very same bytes when it repeats none.</summary>
    public ReadOnlyMemory<byte> Hide(ReadOnlyMemory<byte> document)
    {
        byte[]? quiet = null;
        foreach (var secret in Secrets().Where(secret => secret.Length >= MinSecretLengthInDocuments).Select(Encoding.UTF8.GetBytes))
        {
            for (var at = document.Span.IndexOf(secret); at >= 0;)
            {
                quiet ??= document.ToArray();
                quiet.AsSpan(at, secret.Length).Fill((byte)'*');
                var next = document.Span[(at + secret.Length)..].IndexOf(secret);
                at = next < 0 ? -1 : at + secret.Length + next;
            }
        }

        return quiet ?? document;
    }

    /// <summary>Names only: values are secret.</summary>
    public override string ToString() => $"{Origin}: {string.Join(", ", Headers.Select(header => header.Key))}";

    private string? Harmless(string? value) => value is not null && Hide(value) == value ? value : null;

    private static string WithoutCut(string text, string secret)
    {
        for (var length = Math.Min(secret.Length - 1, text.Length); length >= MinSecretLength; length--)
        {
            if (text.EndsWith(secret[..length], StringComparison.OrdinalIgnoreCase))
                return text[..^length] + Hidden;
        }

        return text;
    }

    /// <summary>Longest first: a part must not be taken out of the whole before the whole is.</summary>
    private IEnumerable<string> Secrets() => Headers
        .SelectMany(header => Parts(header.Value))
        .SelectMany(part => new[] { part, Uri.EscapeDataString(part), InUrl(part) })
        .Where(secret => secret.Length >= MinSecretLength)
        .Distinct()
        .OrderByDescending(secret => secret.Length);

    /// <summary>As it stands in a URL whose writer escaped only what must be (RFC 3986 section 2.2).</summary>
    private static string InUrl(string part) => string.Concat(part.Select(character =>
        char.IsAsciiLetterOrDigit(character) || "-._~:/?#[]@!$&'()*+,;=%".Contains(character, StringComparison.Ordinal) ? $"{character}" : Uri.EscapeDataString($"{character}")));

    private static IEnumerable<string> Parts(string value)
    {
        yield return value;
        if (value.Split(' ', 2) is not [var scheme, var token])
            yield break;

        yield return token;
        var decoded = new byte[token.Length];
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(token, decoded, out var length))
            yield break;

        var pair = Encoding.UTF8.GetString(decoded, 0, length);
        yield return pair;
        yield return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
