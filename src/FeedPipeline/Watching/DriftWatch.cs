using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Feeds;

namespace FeedPipeline.Watching;

/// <summary>Notices when articles of a feed come without what they used to have: a template changed, and nobody says so.</summary>
public static class DriftWatch
{
    /// <summary>Articles until a habit is known.</summary>
    private const int Known = 40;

    /// <summary>Articles that the long run and the last ones are made of.</summary>
    private const double LongRun = 300;
    private const double Last = 12;

    /// <summary>While a field drifts its habit fades this much more slowly, or the fault would become the habit within days.</summary>
    private const double Slower = 10;

    /// <summary>A field that fewer articles have is no habit.</summary>
    private const double Habit = 0.6;

    private const double Fallen = 0.35;
    private const double Back = 0.7;

    /// <summary>What is known after these new articles, in the order of the document, and what an operator should know of it: only when something begins or ends.</summary>
    public static (Completeness After, IReadOnlyList<EventNote> Notes) Judge(Completeness before, IEnumerable<Article> articles)
    {
        var (count, usual, lately, drifting) = (before.Articles, before.Usual.ToArray(), before.Lately.ToArray(), before.IsDrifting.ToArray());
        foreach (var article in articles)
        {
            count = Math.Min(count + 1, int.MaxValue - 1);
            for (var field = 0; field < usual.Length; field++)
            {
                var has = Has(article, field) ? 1.0 : 0.0;
                usual[field] += (has - usual[field]) / Math.Min(count, drifting[field] ? LongRun * Slower : LongRun);
                lately[field] += (has - lately[field]) / Math.Min(count, Last);
                drifting[field] = drifting[field]
                    ? lately[field] < Back * usual[field]
                    : count >= Known && usual[field] >= Habit && lately[field] < Fallen * usual[field];
            }
        }

        var after = new Completeness { Articles = count, Usual = usual, Lately = lately, IsDrifting = drifting };
        return (after, drifting.SequenceEqual(before.IsDrifting) ? [] : [Note(after)]);
    }

    private static EventNote Note(Completeness now)
    {
        var fallen = Enumerable.Range(0, Completeness.Fields.Count).Where(field => now.IsDrifting[field])
            .Select(field => FormattableString.Invariant($"{Completeness.Fields[field]} (lately {now.Lately[field]:0%} of new articles, else {now.Usual[field]:0%})")).ToList();
        return new EventNote(EventKind.Drifting, fallen.Count == 0
            ? null
            : $"new articles lack what they used to have: {string.Join(", ", fallen)}; see what the feed says with feedpipe articles why, and whether it moved to another element");
    }

    private static bool Has(Article article, int field) => field switch
    {
        0 => article.PublishedAt is not null,
        1 => article.Authors.Count > 0 || article.Byline is not null,
        2 => article.Dek is not null,
        3 => article.PhotoUrl is not null,
        4 => article.BodySource == BodySource.Feed,
        _ => article.Url is not null,
    };
}
