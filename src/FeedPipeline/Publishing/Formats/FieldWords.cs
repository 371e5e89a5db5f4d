using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Publishing.Formats;

/// <summary>How single fields are put, alike in every form.</summary>
internal static class FieldWords
{
    /// <summary>An id that is this article's alone wherever it is read: ids are counted anew in every installation, but never at the same microsecond too.</summary>
    public static string Urn(StoredArticle article)
    {
        var seen = article.FirstSeenAt.UtcTicks / TimeSpan.TicksPerMicrosecond;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"feedpipeline:{article.Id}:{seen}")));
        // RFC 9562 section 5.8: version 8, what the bits mean is our own business.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true)}";
    }

    /// <summary>A web address as a URI (RFC 3986); null for whatever else stands in an address's place.</summary>
    public static string? WebUri(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var written = uri.AbsoluteUri;
        return Ascii.IsValid(written) ? written : new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
    }

    /// <summary>First publication at the publisher's own offset, where that is known.</summary>
    public static DateTimeOffset? Published(Article article) =>
        article is { PublishedAt: { } at, PublishedOffset: { } offset } && article.PublishedPrecision != DatePrecision.Day && IsOffset(offset)
            && at.UtcDateTime.Year is > 1 and < 9999 ? at.ToOffset(offset) : article.PublishedAt;

    /// <summary>ISO 8601, a day where only the day is known.</summary>
    public static string? Date(Article article) => article.PublishedPrecision == DatePrecision.Day
        ? article.PublishedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Time(Published(article));

    /// <summary>RFC 3339; null stays null.</summary>
    public static string? Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);

    /// <summary>Nothing that no markup may hold or that steers a terminal; line breaks and tabs stay.</summary>
    public static string Harmless(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? Filtered(text) : text;

    // What .NET, and ISO 8601, can write.
    private static bool IsOffset(TimeSpan offset) => offset.Duration() <= TimeSpan.FromHours(14) && offset.Ticks % TimeSpan.TicksPerMinute == 0;

    private static string Filtered(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' or (>= ' ' and < 0x7F) or (>= 0xA0 and not (0x2028 or 0x2029 or 0xFFFE or 0xFFFF)))
                clean.Append(rune.ToString());
            else
                clean.Append(' ');
        }

        return clean.ToString();
    }
}
