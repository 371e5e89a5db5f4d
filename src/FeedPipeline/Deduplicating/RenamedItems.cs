using System.Text.RegularExpressions;
using FeedPipeline.Articles;
using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;

namespace FeedPipeline.Deduplicating;

/// <summary>Finds items again whose guid and address changed at the same time: the last document listed them under other names, and this one does not.</summary>
internal static partial class RenamedItems
{
    /// <summary>Articles of one date that are held against each other.</summary>
    private const int MaxOfOneDate = 20;

    /// <summary>Letters from which on a text is nobody else's.</summary>
    private const int LongText = 200;

    /// <summary>The article of each arrival that has one: only where it is the only one for it, and it for the article.</summary>
    /// <param name="arrivals">Items that no key knows.</param>
    /// <param name="vanished">Articles that no item of the document is.</param>
    /// <param name="sharedDates">Times that several items of the document state, in UTC ticks.</param>
    /// <param name="isShift">Whether all names seem to have changed at once: then equal words suffice, whatever the date.</param>
    public static IReadOnlyDictionary<Arrival, StoredArticle> Find(IReadOnlyCollection<Arrival> arrivals, IReadOnlyCollection<StoredArticle> vanished, IReadOnlySet<long> sharedDates, bool isShift)
    {
        if (arrivals.Count == 0 || vanished.Count == 0)
            return new Dictionary<Arrival, StoredArticle>();

        var byDate = vanished.ToLookup(article => article.Content.PublishedAt?.UtcTicks);
        var byNumber = vanished.SelectMany(article => Numbers(article.Content), (article, number) => (article, number)).ToLookup(own => own.number, own => own.article);
        var byTitle = vanished.ToLookup(article => PlainText.Fold(article.Content.Headline));
        var shared = arrivals.Select(arrival => arrival.Article.PublishedAt?.UtcTicks).GroupBy(date => date)
            .Where(group => group.Skip(1).Any() || byDate[group.Key].Skip(1).Any()).Select(group => group.Key ?? 0).Concat(sharedDates).ToHashSet();
        List<(Arrival Arrival, StoredArticle Article)> pairs =
        [
            .. arrivals.SelectMany(
                arrival => byDate[arrival.Article.PublishedAt?.UtcTicks].Take(MaxOfOneDate)
                    .Concat(byTitle[PlainText.Fold(arrival.Article.Headline)].Take(MaxOfOneDate))
                    .Concat(Numbers(arrival.Article).SelectMany(number => byNumber[number].Take(MaxOfOneDate))).DistinctBy(article => article.Id)
                    .Where(article => IsSame(article.Content, arrival.Article, shared.Contains(arrival.Article.PublishedAt?.UtcTicks ?? 0), isShift)),
                (arrival, article) => (arrival, article)),
        ];
        var ofArrival = pairs.ToLookup(pair => pair.Arrival);
        var ofArticle = pairs.ToLookup(pair => pair.Article.Id);
        return pairs.Where(pair => !ofArrival[pair.Arrival].Skip(1).Any() && !ofArticle[pair.Article.Id].Skip(1).Any())
            .ToDictionary(pair => pair.Arrival, pair => pair.Article);
    }

    private static bool IsSame(Article known, Article arriving, bool isSharedDate, bool isShift)
    {
        var hasTitle = PlainText.Fold(known.Headline) == PlainText.Fold(arriving.Headline);
        var texts = SameWords.Texts(known, arriving);
        if (isShift && hasTitle && SameWords.Text(known) == SameWords.Text(arriving))
            return true;

        var dates = SameWords.Dates(known, arriving);
        var isItsOwn = !isSharedDate && arriving.PublishedPrecision is DatePrecision.Second or DatePrecision.Minute;
        if (dates == true && isItsOwn)
            return texts == true || (texts is null && SameWords.Titles(known, arriving));

        if (Numbers(known).Intersect(Numbers(arriving)).Any() && (texts == true || (texts is null && dates != false) || (dates != false && SameWords.Titles(known, arriving))))
            return true;

        // Day by day or undated, many items have the same date: words have to say it.
        var isUndated = known.PublishedAt is null && arriving.PublishedAt is null;
        return (dates == true || isUndated) && texts == true && (hasTitle || (IsLong(known) && SameWords.Text(known) == SameWords.Text(arriving)));

        static bool IsLong(Article article) => SameWords.Text(article).Length >= LongText;
    }

    /// <summary>Host and each long number in the address: what stays of it when the words of a headline do not. Years and days are too short.</summary>
    private static IEnumerable<string> Numbers(Article article)
    {
        if (article.CanonicalUrl is not { } url)
            return [];
        var host = url.Split('/')[2];
        return Number().Matches(url).Select(match => $"{host} {match.Value}");
    }

    [GeneratedRegex(@"(?<![0-9])[0-9]{5,}(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Number();
}
