using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Normalizing;

/// <summary>The headline without the site's name, or a stand-in for a missing one.</summary>
internal static partial class Headline
{
    private const int MaxTitleChars = 1000;
    private const int MaxSentenceChars = 120;
    private const int MaxWordsChars = 90;

    /// <summary>Cuts <c> | Site</c> only when the tail is the feed's title or the host's name.</summary>
    public static string WithoutSite(string title, FeedDocument document, FeedItem item)
    {
        if (title.Length > MaxTitleChars)
            return title;
        var separator = LastSeparator().Match(title);
        if (!separator.Success || separator.Index == 0)
            return title;
        var tail = PlainText.Fold(title[(separator.Index + separator.Length)..]);
        return tail.Length > 0 && SiteNames(document, item).Contains(tail, StringComparer.Ordinal) ? title[..separator.Index].TrimEnd() : title;
    }

    /// <summary>The first sentence, or the first words when it is long.</summary>
    public static string OfText(string text)
    {
        var paragraph = text.Split('\n', 2)[0];
        var sentence = SentenceEnd().Match(paragraph.Length > MaxSentenceChars ? paragraph[..(MaxSentenceChars + 1)] : paragraph);
        if (sentence.Success && paragraph[..(sentence.Index + 1)].TrimEnd('.') is { Length: > 0 } first)
            return first;
        if (paragraph.Length <= MaxSentenceChars)
            return paragraph;
        var space = paragraph.LastIndexOf(' ', MaxWordsChars);
        var end = space > MaxWordsChars / 2 ? space : MaxWordsChars - (char.IsHighSurrogate(paragraph[MaxWordsChars - 1]) ? 1 : 0);
        return $"{paragraph[..end].TrimEnd(' ', ',', ';', ':')}…";
    }

    private static IEnumerable<string> SiteNames(FeedDocument document, FeedItem item)
    {
        if (HtmlFragment.TextOf(document.Title) is { Length: <= MaxTitleChars } title)
        {
            yield return PlainText.Fold(title);
            yield return PlainText.Fold(LastSeparator().Split(title)[0]);
        }

        foreach (var link in new[] { document.Link, item.Link })
        {
            if (!Uri.TryCreate(link, UriKind.Absolute, out var address))
                continue;
            var host = address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
            yield return PlainText.Fold(host);
            yield return PlainText.Fold(host.Split('.')[0]);
        }
    }

    [GeneratedRegex(@"\s+(?:[|·»–—-]|::)\s+", RegexOptions.RightToLeft | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex LastSeparator();

    [GeneratedRegex(@"[.!?…](?=\s)|[.!?…]$|[。！？]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex SentenceEnd();
}
