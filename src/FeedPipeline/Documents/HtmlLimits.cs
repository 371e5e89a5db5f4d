using System.Collections.Frozen;
using System.Text;

namespace FeedPipeline.Documents;

/// <summary>Makes hostile HTML affordable before it is parsed: the tree builder takes time that grows with the square of the nesting.</summary>
internal sealed class HtmlLimits
{
    /// <summary>Characters of HTML that are looked at; no news article comes near.</summary>
    public const int MaxChars = 2_000_000;

    /// <summary>Elements left open at a time; deeper start tags are dropped, their text stays.</summary>
    public const int MaxOpen = 200;

    /// <summary>Start tags of one item; later ones are dropped, their text stays.</summary>
    public const int MaxTags = 50_000;

    /// <summary>Formatting elements left open at a time: each is opened again in every paragraph that follows.</summary>
    public const int MaxOpenFormatting = 16;

    private const int MaxNameChars = 20;

    // Void, or closed by the next of their kind.
    private static readonly FrozenSet<string> Unnested = Set("area base br col embed hr img input link meta source track wbr p li dd dt tr td th thead tbody tfoot option optgroup colgroup");
    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");

    // Any of these, and white space is the tags' business.
    private static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td tr ul");

    // Nothing to read in them, and their contents are parsed by rules of their own.
    private static readonly FrozenSet<string> Opaque = Set("script style svg math iframe noscript noembed noframes xmp textarea title select object template");
    private static readonly FrozenSet<string> Ignored = Set("plaintext frameset frame html head body");

    // What of a page is neither text nor structure. Its title and its linked data are read.
    private static readonly FrozenSet<string> OpaqueInPages = Set("script style svg math iframe noscript noembed noframes xmp textarea select object template");
    private static readonly FrozenSet<string> IgnoredInPages = Set("plaintext frameset frame");

    private readonly string html;
    private readonly bool isPage;
    private readonly int lastTagEnd;
    private readonly int lastCommentEnd;
    private readonly StringBuilder kept = new();
    private readonly Dictionary<string, int> open = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> unclosed = new(StringComparer.OrdinalIgnoreCase);
    private int copied;
    private int tags;
    private int openTotal;
    private int openFormatting;
    private bool hasBlocks;

    private HtmlLimits(string html, bool isPage)
    {
        this.html = html;
        this.isPage = isPage;
        lastTagEnd = html.LastIndexOf('>');
        lastCommentEnd = html.LastIndexOf("-->", StringComparison.Ordinal);
    }

    /// <summary>The HTML within the limits, without comments and elements that hold no text, and whether any tag marks its paragraphs.</summary>
    public static (string Html, bool HasBlocks) Apply(string html)
    {
        if (html.Length > MaxChars)
            html = html[..MaxChars];
        // A CDATA section that was wrapped twice would otherwise be a comment up to the first tag's end.
        if (html.Contains("<![CDATA[", StringComparison.Ordinal))
            html = html.Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal);
        return html.Contains('<', StringComparison.Ordinal) ? new HtmlLimits(html, isPage: false).Limited() : (html, false);
    }

    /// <summary>A whole page within the limits, without comments, styles and scripts; its head, its title and its linked data (JSON-LD) stay.</summary>
    public static string ApplyToPage(string html) => new HtmlLimits(html.Length > MaxChars ? html[..MaxChars] : html, isPage: true).Limited().Html;

    private (string Html, bool HasBlocks) Limited()
    {
        for (var at = 0; at < html.Length && html.IndexOf('<', at) is var start and >= 0;)
            at = Tag(start);
        return (copied == 0 ? html : kept.Append(html.AsSpan(copied)).ToString(), hasBlocks);
    }

    // Returns where to look for the next tag.
    private int Tag(int start)
    {
        if (html.AsSpan(start + 1).StartsWith("!", StringComparison.Ordinal))
            return Drop(start, EndOfComment(start));

        var closes = html.AsSpan(start + 1).StartsWith("/", StringComparison.Ordinal);
        var name = Name(start + (closes ? 2 : 1));
        if (name.Length == 0)
            return start + 1;
        var end = start > lastTagEnd ? html.Length : html.IndexOf('>', start) + 1;
        if ((isPage ? IgnoredInPages : Ignored).Contains(name))
            return Drop(start, end);
        if (closes)
            return Close(name, end);
        if ((isPage ? OpaqueInPages : Opaque).Contains(name))
            return IsLinkedData(start, end) ? EndOfElement(name, end) : Drop(start, EndOfElement(name, end));
        hasBlocks |= Blocks.Contains(name);
        if (++tags > MaxTags)
            return Drop(start, end);
        return Unnested.Contains(name) || Open(name) ? end : Drop(start, end);
    }

    private bool IsLinkedData(int start, int end) => isPage && html.AsSpan(start, end - start).Contains("ld+json", StringComparison.OrdinalIgnoreCase);

    private bool Open(string name)
    {
        var formats = Formatting.Contains(name) ? 1 : 0;
        if (openTotal >= MaxOpen || openFormatting + formats > MaxOpenFormatting)
            return false;
        openTotal++;
        openFormatting += formats;
        open[name] = open.GetValueOrDefault(name) + 1;
        return true;
    }

    private int Close(string name, int end)
    {
        if (open.GetValueOrDefault(name) is var count and > 0)
        {
            open[name] = count - 1;
            openTotal--;
            openFormatting -= Formatting.Contains(name) ? 1 : 0;
        }

        return end;
    }

    private int Drop(int from, int to)
    {
        kept.Append(html.AsSpan(copied, from - copied));
        return copied = to;
    }

    private string Name(int at)
    {
        if (at >= html.Length || !char.IsAsciiLetter(html[at]))
            return "";
        var end = at;
        while (end < html.Length && end - at <= MaxNameChars && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':'))
            end++;
        return html[at..end];
    }

    private int EndOfComment(int start)
    {
        if (!html.AsSpan(start).StartsWith("<!--", StringComparison.Ordinal))
            return start > lastTagEnd ? start + 2 : html.IndexOf('>', start) + 1;
        return start + 4 > lastCommentEnd ? start + 4 : html.IndexOf("-->", start + 4, StringComparison.Ordinal) + 3;
    }

    // Without an end tag only the start tag goes, so that nothing behind it is lost.
    private int EndOfElement(string name, int at)
    {
        if (unclosed.Contains(name))
            return at;
        var end = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            unclosed.Add(name);
            return at;
        }

        return html.IndexOf('>', end) is var close and >= 0 ? close + 1 : html.Length;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
