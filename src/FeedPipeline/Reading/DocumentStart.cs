using System.Buffers;

namespace FeedPipeline.Reading;

/// <summary>What kind of document the first characters promise.</summary>
internal enum DocumentKind
{
    Markup,
    Json,
    Html,
    Text,
    Binary,
    Empty,
}

/// <summary>Where a document begins, behind whatever a server put in front of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Its first character, the XML declaration included.</param>
/// <param name="Root">The root's start tag; 0 when unknown.</param>
internal readonly record struct DocumentStart(DocumentKind Kind, int Offset, int Root = 0)
{
    // Warnings of a script in front of a feed are short; further in, a feed's root would be an example in some other text.
    private const int MaxJunkLength = 65_536;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");
    private static readonly string[] FeedRoots = ["rss", "feed", "rdf", "channel", "entry", "urlset", "sitemapindex", "opml"];

    private static readonly (string Name, byte[] Bytes)[] Signatures =
    [
        ("a PNG image", [0x89, (byte)'P', (byte)'N', (byte)'G']),
        ("a JPEG image", [0xFF, 0xD8, 0xFF]),
        ("a GIF image", "GIF8"u8.ToArray()),
        ("a WebP or other RIFF file", "RIFF"u8.ToArray()),
        ("a PDF file", "%PDF-"u8.ToArray()),
        ("a ZIP archive", [(byte)'P', (byte)'K', 3, 4]),
        ("gzip data", [0x1F, 0x8B]),
        ("EBCDIC text", [0x4C, 0x6F, 0xA7, 0x94]),
    ];

    /// <summary>What the bytes show before they are decoded; <see cref="DocumentKind.Text"/> when nothing speaks against reading on.</summary>
    public static DocumentKind Look(ReadOnlySpan<byte> body)
    {
        if (body.Trim(" \t\r\n\0"u8).IsEmpty)
            return DocumentKind.Empty;
        return Signature(body) is null ? DocumentKind.Text : DocumentKind.Binary;
    }

    /// <summary>What binary bytes are, in words.</summary>
    public static string NameBinary(ReadOnlySpan<byte> body) => Signature(body) ?? "binary data";

    private static string? Signature(ReadOnlySpan<byte> body)
    {
        foreach (var (name, bytes) in Signatures)
        {
            if (body.StartsWith(bytes))
                return name;
        }

        return null;
    }

    /// <summary>The first character of the feed, JSON value or page in <paramref name="text"/>.</summary>
    public static DocumentStart Find(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyExcept(" \t\r\n\uFEFF");
        if (first < 0)
            return new(DocumentKind.Empty, 0);
        if (text[first] is '{' or '[')
            return new(DocumentKind.Json, first);
        return FindMarkup(text, first);
    }

    private static DocumentStart FindMarkup(ReadOnlySpan<char> text, int first)
    {
        int? declaration = null;
        int? otherRoot = null;
        int? page = null;
        var limit = Math.Min(text.Length, first + MaxJunkLength);
        for (var at = NextTag(text[..limit], first); at >= 0; at = NextTag(text[..limit], at + 1))
        {
            var tag = text[(at + 1)..limit];
            if (tag.StartsWith("!--", StringComparison.Ordinal))
            {
                var end = tag.IndexOf("-->");
                at = end < 0 ? limit - 1 : at + end;
            }
            else if (tag.StartsWith("?xml", StringComparison.OrdinalIgnoreCase))
            {
                declaration ??= at;
            }
            else if (tag.StartsWith("!doctype html", StringComparison.OrdinalIgnoreCase))
            {
                page ??= at;
            }
            else if (IsNamed(tag, "html"))
            {
                return new(DocumentKind.Html, at);
            }
            else if (IsFeedRoot(tag))
            {
                return new(DocumentKind.Markup, declaration ?? (otherRoot is null && text[first] == '<' ? first : at), at);
            }
            else if (!tag.IsEmpty && char.IsAsciiLetter(tag[0]))
            {
                otherRoot ??= at;
            }
        }

        if (page is not null)
            return new(DocumentKind.Html, page.Value);
        if (otherRoot is null)
            return new(declaration is null ? DocumentKind.Text : DocumentKind.Markup, declaration ?? 0);
        if (declaration is null && LooksLikeHtml(text[(otherRoot.Value + 1)..]))
            return new(DocumentKind.Html, otherRoot.Value);
        return declaration is null && otherRoot > first ? new(DocumentKind.Text, 0) : new(DocumentKind.Markup, declaration ?? otherRoot.Value);
    }

    private static int NextTag(ReadOnlySpan<char> text, int from)
    {
        var next = from < text.Length ? text[from..].IndexOf('<') : -1;
        return next < 0 ? -1 : from + next;
    }

    private static bool IsFeedRoot(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(NameEnds);
        var name = end < 0 ? tag : tag[..end];
        name = name[(name.IndexOf(':') + 1)..];
        foreach (var root in FeedRoots)
        {
            if (name.Equals(root, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool LooksLikeHtml(ReadOnlySpan<char> tag) =>
        IsNamed(tag, "head") || IsNamed(tag, "body") || IsNamed(tag, "title") || IsNamed(tag, "meta") || IsNamed(tag, "div") ||
        IsNamed(tag, "p") || IsNamed(tag, "br") || IsNamed(tag, "b") || IsNamed(tag, "h1") || IsNamed(tag, "script") || IsNamed(tag, "link");

    private static bool IsNamed(ReadOnlySpan<char> tag, string name) =>
        tag.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (tag.Length == name.Length || !char.IsAsciiLetterOrDigit(tag[name.Length]));
}
