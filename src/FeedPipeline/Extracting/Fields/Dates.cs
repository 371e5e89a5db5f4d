using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>When the article was published and last changed. The body's own dates are never taken: they are when things happened.</summary>
internal static partial class Dates
{
    private const int MaxElements = 40;
    private const int MaxLineChars = 160;
    private const int FirstYear = 1995;
    private const int MaxSentenceWords = 6;

    private static readonly string[] PublishedNames =
    [
        "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "published_time",
        "cxenseparse:recs:publishtime", "article.published", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date", "originalpublicationdate", "article_date_original", "publication_date",
        "citation_publication_date", "displaydate", "ptime", "datecreated", "article:post_date", "rnews:datepublished", "last-publish-date", "pub_date", "created", "pdate", "citation_date",
    ];

    /// <summary>First publication; null when the page does not say.</summary>
    public static FoundDate? Published(Page page, IReadOnlyList<Block> header) =>
        Linked(page, "datePublished", "uploadDate", "dateCreated")
        ?? Meta(page, PublishedNames)
        ?? Marked(page, "[itemprop~=datePublished], [property='datePublished'], time[pubdate], [itemprop~=dateCreated]", "dom:itemprop-date")
        ?? Address(page)
        ?? Marked(page, "article time[datetime], main time[datetime], time[datetime]", "dom:time")
        ?? Lines(header)
        ?? Marked(page, "time, [class*=publish], [class*=pubdate], [class*=date], [class*=Date], [id*=date], [class*=datum], [class*=fecha], [class*=time]:not([class*=sometime]), [class*=byline], [class*=meta]", "dom:class-date");

    /// <summary>Last change; null when the page does not say.</summary>
    public static FoundDate? Modified(Page page) =>
        Linked(page, "dateModified")
        ?? Meta(page, ["article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "lastmod", "dc.date.modified", "dcterms.modified", "revised", "cxenseparse:recs:modifytime"])
        ?? Marked(page, "[itemprop~=dateModified]", "dom:itemprop-date");

    private static FoundDate? Linked(Page page, params ReadOnlySpan<string> properties)
    {
        foreach (var property in properties)
        {
            if (PageDate.Parse(page.Linked.Text(property)) is { } date)
                return new FoundDate(date, $"jsonld:{property}");
        }

        return page.Linked.Article is null && PageDate.Parse(page.Linked.PageText(properties[0])) is { } stated ? new FoundDate(stated, $"jsonld:{properties[0]}") : null;
    }

    private static FoundDate? Meta(Page page, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var content in page.Meta.All(name))
            {
                if (PageDate.Parse(content) is { } date)
                    return new FoundDate(date, $"meta:{name}");
            }
        }

        return null;
    }

    private static FoundDate? Marked(Page page, string selector, string source)
    {
        foreach (var element in page.Body.QuerySelectorAll(selector).Take(MaxElements))
        {
            if (IsElsewhere(element))
                continue;
            var stated = element.GetAttribute("datetime") ?? element.GetAttribute("content");
            if (PageDate.Parse(stated) is { } date)
                return new FoundDate(date, source);
            if (stated is null && element.TextContent is { Length: <= MaxLineChars * 2 } text && OfLine(PlainText.Clean(text)) is { } read)
                return new FoundDate(read, source);
        }

        return null;
    }

    private static FoundDate? Address(Page page)
    {
        if (page.Address is null || AddressDay().Match(page.Address.AbsolutePath) is not { Success: true } match)
            return null;
        var (year, month, day) = (Number(match.Groups["y"]), Number(match.Groups["m"]), Number(match.Groups["d"]));
        var isDay = year is >= FirstYear and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return isDay && PageDate.OfDay(new DateOnly(year, month, day)) is { } date ? new FoundDate(date, "page:address") : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static FoundDate? Lines(IReadOnlyList<Block> header)
    {
        foreach (var block in header)
        {
            if (block.Text.Length <= MaxLineChars && !block.IsProse && (!block.EndsSentence || block.Words <= MaxSentenceWords) && OfLine(block.Text) is { } date)
                return new FoundDate(date, "page:header-line");
        }

        return null;
    }

    private static StatedDate? OfLine(string text)
    {
        var updated = UpdatedWord().Match(text);
        if (updated.Success)
            text = text[..updated.Index];
        return text.Length is 0 or > MaxLineChars || StatedDay.FindIn(text) is not { } day ? null : PageDate.OfDay(day);
    }

    private static bool IsElsewhere(IElement element)
    {
        for (var outer = element; outer is not null; outer = outer.ParentElement)
        {
            if (outer.LocalName is "aside" or "nav" or "footer" || Foreign().IsMatch($"{outer.ClassName} {outer.Id}"))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"/(?<y>(?:19|20)[0-9]{2})[/-]?(?<m>[0-9]{2})[/-]?(?<d>[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AddressDay();

    [GeneratedRegex(@"\b(?:updated|last modified|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt|обновлено|atualizado)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex UpdatedWord();

    [GeneratedRegex(@"\b(?:comments?|commentlist|related|recommend\w*|teaser|sidebar|popular|widget|copyright|latest)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Foreign();
}
