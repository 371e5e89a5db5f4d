using System.Text.RegularExpressions;
using AngleSharp.Dom;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

/// <summary>People and desks: linked data first, then the head, then marked elements, then classes.</summary>
internal static partial class Authors
{
    private const int MaxElements = 12;
    private const int MaxChars = 200;
    private const int MaxLineChars = 600;
    private const int MaxLineWords = 25;
    private const int MaxHeaderLines = 12;

    /// <summary>The byline, its names in order; nothing when nobody is named.</summary>
    public static (Found? Byline, IReadOnlyList<string> Names) Find(Page page, SiteNames site, IReadOnlyList<Block> header)
    {
        (string Source, List<string> Names)? fallback = null;
        foreach (var (source, stated) in Places(page, header))
        {
            var isShown = source.StartsWith("dom:", StringComparison.Ordinal) || source.StartsWith("page:", StringComparison.Ordinal);
            var all = Clean(isShown ? stated.Select(text => Glued().Replace(text, "")) : stated);
            if (isShown)
                all.RemoveAll(name => name.Contains(' ', StringComparison.Ordinal) && !AuthorNames.LooksLikeNames(name));
            var people = all.Where(name => !site.Contains(name) && !Anybody().IsMatch(name) && !AuthorNames.IsAccount(name)).ToList();
            // What a person is stands beside the person.
            if (people.Exists(name => !AuthorNames.HasRole(name)))
                people.RemoveAll(AuthorNames.HasRole);
            // A desk of the site beside people is where they work, unless it is stated as an author.
            if (source != "jsonld:author" && people.Exists(name => !site.IsSite(name)))
                people.RemoveAll(site.IsSite);
            if (people.Count > 0)
                return (new Found(string.Join(", ", people), source), people);
            if (all.Count > 0)
                fallback ??= (source, all);
        }

        return fallback is { } desk ? (new Found(string.Join(", ", desk.Names), desk.Source), desk.Names) : (null, []);
    }

    private static IEnumerable<(string Source, IEnumerable<string> Stated)> Places(Page page, IReadOnlyList<Block> header)
    {
        yield return ("jsonld:author", page.Linked.Texts("author"));
        yield return ("page:byline-line", header.Take(MaxHeaderLines).Select(block => SignedBy(block.Text)).OfType<string>().Take(1));
        if (page.Linked.Article is not null)
            yield return ("jsonld:creator", page.Linked.Texts("creator"));
        foreach (var name in new[] { "parsely-author", "sailthru.author", "byl", "article:author", "author", "cxenseparse:author", "dc.creator", "dcterms.creator", "dc.creator.name", "citation_author" })
            yield return ($"meta:{name}", page.Meta.All(name));
        yield return ("meta:twitter:data", Labelled(page));
        yield return ("meta:author", page.Meta.Ending("author"));
        yield return ("dom:itemprop-author", Texts(page, "[itemprop~=author] [itemprop~=name], [itemprop~=author]:not(meta)", firstOnly: false));
        yield return ("dom:rel-author", Texts(page, "a[rel~=author]", firstOnly: false));
        yield return ("page:byline-line", header.Where(block => block.Text.Length <= MaxLineChars).Select(BylineOf).OfType<string>().Take(1));
        yield return ("page:byline-line", BesideDate(header).Take(1));
        yield return ("dom:class-author", Texts(page, "[class*=author-name], [class*=authorName], [class*=author_name], [class~=author] a, [class*=byline] a[href*=author], [class*=byline] a[href*=autor]", firstOnly: false));
        yield return ("dom:class-author", Texts(page, "[class~=author], [class*=byline], [class*=Byline], [id*=byline], [class*=article-author], [class*=post-author], [class~=autor], [class~=writer], [class~=auteur]", firstOnly: true));
        yield return ("page:dated-line", header.Select(block => DatedLine.NameIn(block.Text)).OfType<string>().Take(1));
    }

    // What blog programs write for link previews: label1 "Written by", data1 the name.
    private static IEnumerable<string> Labelled(Page page)
    {
        for (var i = 1; i <= 3; i++)
        {
            if (page.Meta.First($"twitter:label{i}") is { } label && WrittenBy().IsMatch(label.Content) && page.Meta.First($"twitter:data{i}") is { } name)
                yield return name.Content;
        }
    }

    // A name alone is a byline when a date stands beside it.
    private static IEnumerable<string> BesideDate(IReadOnlyList<Block> header)
    {
        for (var i = 0; i + 1 < header.Count; i++)
        {
            foreach (var (name, date) in new[] { (header[i], header[i + 1]), (header[i + 1], header[i]) })
            {
                var text = name.Text.Trim('|', ' ', '·', '•', ',');
                if (name.Kind != BlockKind.Heading && name.Words is 2 or 3 && text.Contains(' ', StringComparison.Ordinal) && DateLines.IsDateLine(date.Text) && AuthorNames.LooksLikeNames(text))
                    yield return text;
            }
        }
    }

    // A line of its own that begins with "By" is what readers are told.
    private static string? SignedBy(string line) =>
        AuthorNames.WithoutPreposition(line).Length < line.Length && BylineLine.Parse(line)?.Byline is { } byline && byline.Contains(' ', StringComparison.Ordinal) ? byline : null;

    private static string? BylineOf(Block block)
    {
        if (BylineLine.Parse(block.Text)?.Byline is { } byline)
            return byline;
        var match = InnerByline().Match(block.Text);
        if (!match.Success || (block.IsProse && block.Words > MaxLineWords))
            return TrailingByline().Match(block.Text) is { Success: true } trailing && AuthorNames.LooksLikeNames(trailing.Groups["name"].Value) ? trailing.Groups["name"].Value : null;
        var rest = Trailer().Replace(match.Groups["name"].Value, "").Trim(' ', '|', '·', ',', '-', '–', '•');
        var end = rest.IndexOfAny(['|', '·', '•', '–']);
        rest = end > 0 ? rest[..end].Trim() : rest;
        return AuthorNames.LooksLikeNames(rest) ? rest : null;
    }

    private static IEnumerable<string> Texts(Page page, string selector, bool firstOnly)
    {
        var found = page.Body.QuerySelectorAll(selector).Where(IsTheArticles).Take(MaxElements)
            .Select(element => element.GetAttribute("content") is { } content ? [PlainText.Clean(content)] : Parts(element)).Where(texts => texts.Count > 0);
        return (firstOnly ? found.Take(1) : found).SelectMany(texts => texts);
    }

    // Names that stand in elements of their own need no comma between them.
    private static List<string> Parts(IElement element)
    {
        var parts = element.QuerySelectorAll("a, span, li, address").Where(part => part.ChildElementCount == 0).Select(part => PlainText.Clean(part.TextContent).Trim(',', ' ', '|')).Where(text => text.Length > 1).ToList();
        if (parts.Count > 1 && parts.TrueForAll(AuthorNames.LooksLikeNames))
            return parts;
        var whole = PlainText.Clean(element.TextContent);
        return whole.Length is > 1 and <= MaxChars ? [whole] : [];
    }

    // Readers who comment and teasers of other articles have authors too.
    private static bool IsTheArticles(IElement element)
    {
        for (var outer = element; outer is not null; outer = outer.ParentElement)
        {
            if (outer.LocalName is "aside" or "nav" or "footer" || Foreign().IsMatch($"{outer.ClassName} {outer.Id}"))
                return false;
        }

        return true;
    }

    private static List<string> Clean(IEnumerable<string> stated) =>
        [.. stated.Select(WithoutOffice).Where(text => text.Length <= MaxChars && text is not ['(', ..] && !Address().IsMatch(text)).Select(text => Trailer().Replace(text, ""))
            .SelectMany(AuthorNames.Parse).Where(name => name.Length > 1 && !name.Contains('_', StringComparison.Ordinal))
            .DistinctBy(PlainText.Fold, StringComparer.Ordinal).Take(MaxElements)];

    // A name, and after a comma more than any name is long: where somebody works.
    private static string WithoutOffice(string text) => text.Length > MaxChars && text.IndexOf(',', StringComparison.Ordinal) is > 0 and < MaxChars and var comma
        && text[..comma].Contains(' ', StringComparison.Ordinal) && AuthorNames.LooksLikeNames(text[..comma]) ? text[..comma] : text;

    // Elements without a space between them: "Jane DoeStaff Writer".
    [GeneratedRegex(@"(?<= \p{Lu}\p{Ll}{3,})\p{Lu}\p{Ll}.*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Glued();

    [GeneratedRegex(@"[.!?”""“]\s+(?:Von|By|Par|Por|Di|Door|Av)\s+(?<name>\p{Lu}[^.]{3,80})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex TrailingByline();

    [GeneratedRegex("^(?:agenturen|agencies|agences?|agencias?|agenzie|wires?|news agencies|with agencies|mit agenturen)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Anybody();

    [GeneratedRegex(@"written by|verfasst von|geschrieben von|autor|escrito por|écrit par|scritto da|geschreven door|author|yazan|автор", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex WrittenBy();

    [GeneratedRegex(@"(?:^|[\s.!?|·•–-])(?:(?:By|Von|Par|Por|Door)\s*[:：]?|(?:Text|Autor|Autorin|Author|Words)\s*[:：])\s+(?<name>\p{Lu}.{2,100})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex InnerByline();

    [GeneratedRegex(@"^(?:https?:)?//|^www\.|^/|\.(?:html?|php)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:comments?|comment-list|related|recommend|teaser|sidebar|popular|disqus)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\s*(?:Published|Updated|Posted|Veröffentlicht|Aktualisiert|Publié|Publicado|Pubblicato|Last updated)\b.*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Trailer();
}
