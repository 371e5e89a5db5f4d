using FeedPipeline.Articles;
using FeedPipeline.Documents;

namespace FeedPipeline.Watching;

/// <summary>How long after its publication an article was first seen, as far as the publisher's date can tell. The view <c>feed</c> measures by the same rules.</summary>
public static class Freshness
{
    /// <summary>Clocks of publishers are wrong by so much; what is dated further ahead is no statement about now.</summary>
    public static readonly TimeSpan ClockError = TimeSpan.FromMinutes(10);

    /// <summary>What is older than this when it is listed first was not published then, but put in later.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(7);

    /// <summary>Null where nobody can tell: no date, a day without time, a date ahead, one from before the feed was added, or one of long ago.</summary>
    public static TimeSpan? Of(Article article, DateTimeOffset addedAt, DateTimeOffset firstSeenAt)
    {
        if (article is not { PublishedAt: { } published, PublishedPrecision: DatePrecision.Minute or DatePrecision.Second } || published <= addedAt)
            return null;
        var age = firstSeenAt - published;
        return age < -ClockError || age > Oldest ? null : age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
