using System.Globalization;

namespace FeedPipeline.Worker.Sampling;

/// <summary>The sample site at any tick: a pure function of the seeds, the seed and the timetable. It keeps nothing.</summary>
internal sealed class SampleSite(Newsroom newsroom, Timetable timetable)
{
    /// <summary>Articles that lie there at tick 0.</summary>
    public const int FirstArticles = 5;

    /// <summary>Items of a feed.</summary>
    public const int MaxItems = 20;

    // The same at every start: all that a reader knew being gone would look like news that it missed.
    private static readonly DateTimeOffset StandingSince = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Links on an article's page; fewer than the first articles.</summary>
    private const int BesideCount = 3;

    /// <summary>Of every ten articles, this one is linked from both feeds.</summary>
    private const int SharedDigit = 1;

    /// <summary>Of every ten articles, this one is the one before it, printed again at another address in the other feed.</summary>
    private const int ReprintDigit = 4;

    /// <summary>Edits come at two ticks of every seven.</summary>
    private const int EditRound = 7;
    private const int ExtendingTick = 3;
    private const int CorrectingTick = 6;

    /// <summary>Only so recent articles are edited.</summary>
    private const int EditedWithin = 5;

    /// <summary>An article as it stands at a tick; null when it is not published by then.</summary>
    public SampleArticle? Find(int number, int tick)
    {
        if (number < 0 || number > Newest(tick))
            return null;

        var article = FirstState(number);
        var publishedTick = PublishedTick(number);
        for (var at = publishedTick + 1; at <= Math.Min(tick, publishedTick + EditedWithin); at++)
        {
            if (EditedAt(at) == number)
                article = Edit(article, at);
        }

        return article;
    }

    /// <summary>The article with this page at a tick; null when there is none.</summary>
    public SampleArticle? Find(string slug, int tick) =>
        Standing() is var standing && standing.Slug == slug ? standing :
        Slug.NumberOf(slug) is { } number && Find(number, tick) is { } article && article.Slug == slug ? article : null;

    /// <summary>The newest articles of a feed at a tick, the newest first, and behind them the one that stands there in every run.</summary>
    public IReadOnlyList<SampleArticle> Listed(SampleFeed feed, int tick) =>
        [.. Numbers(Newest(tick)).Where(number => FeedsOf(number).Contains(feed)).Take(MaxItems - 1).Select(number => Find(number, tick)!), Standing()];

    /// <summary>What happened at a tick: always an article, sometimes an edit.</summary>
    public IReadOnlyList<SampleEvent> EventsAt(int tick)
    {
        var (at, published) = (timetable.At(tick), FirstState(Newest(tick)));
        var appeared = new SampleEvent(at, Describe(published), published);
        return EditedAt(tick) is { } edited
            ? [appeared, new SampleEvent(at, tick % EditRound == ExtendingTick ? "edited, a paragraph added" : "edited, the headline corrected", Find(edited, tick)!)]
            : [appeared];
    }

    /// <summary>Other articles for the page of one, as they were first, so that the page never changes for their sake.</summary>
    public IReadOnlyList<SampleArticle> Beside(int number) =>
        [.. Numbers(Math.Max(number - 1, BesideCount)).Where(other => other != number).Take(BesideCount).Select(FirstState)];

    private static int Newest(int tick) => FirstArticles - 1 + tick;

    private static int PublishedTick(int number) => number - (FirstArticles - 1);

    private static IEnumerable<int> Numbers(int newest)
    {
        for (var number = newest; number >= 0; number--)
            yield return number;
    }

    private static bool IsReprint(int number) => number % 10 == ReprintDigit;

    private static bool IsReprinted(int number) => IsReprint(number + 1);

    private static SampleFeed[] FeedsOf(int number) => number switch
    {
        _ when number % 10 == SharedDigit => [SampleFeed.Rss, SampleFeed.Atom],
        _ when number % 2 == 0 => [SampleFeed.Rss],
        _ => [SampleFeed.Atom],
    };

    private static string Describe(SampleArticle article) => article switch
    {
        { ReprintOf: not null } => $"reprinted in {FeedXml.NameOf(article.Feeds[0])}",
        { Feeds.Count: > 1 } => "new in both feeds",
        _ => $"new in {FeedXml.NameOf(article.Feeds[0])}",
    };

    private SampleArticle FirstState(int number) => Print(
        newsroom.Write(IsReprint(number) ? number - 1 : number),
        string.Create(CultureInfo.InvariantCulture, $"{newsroom.Seed}-{number}"),
        timetable.At(PublishedTick(number)),
        FeedsOf(number)) with
    {
        Number = number,
        ReprintOf = IsReprint(number) ? number - 1 : null,
    };

    private SampleArticle Standing() => Print(newsroom.WriteStanding(), "standing", StandingSince, Enum.GetValues<SampleFeed>());

    private static SampleArticle Print((SampleSeed From, string Headline, IReadOnlyList<string> Paragraphs) written, string key, DateTimeOffset at, IReadOnlyList<SampleFeed> feeds)
    {
        var (from, headline, paragraphs) = written;
        return new SampleArticle
        {
            Number = -1,
            Key = key,
            Slug = Slug.Of(headline, key),
            Language = from.Language,
            Headline = headline,
            Dek = from.Text.Dek,
            Authors = from.Text.Authors,
            PhotoCredit = from.Text.PhotoCredit,
            Paragraphs = paragraphs,
            PublishedAt = at,
            UpdatedAt = at,
            Feeds = feeds,
        };
    }

    private SampleArticle Edit(SampleArticle article, int tick)
    {
        var edited = tick % EditRound == ExtendingTick ? newsroom.Extend(article) : Newsroom.Correct(article);
        return edited with { UpdatedAt = timetable.At(tick) };
    }

    /// <summary>The article that is edited at a tick, which only the tick decides; null when none is. A reprint and its original stay word for word the same.</summary>
    private static int? EditedAt(int tick)
    {
        if (tick <= 0 || tick % EditRound is not (ExtendingTick or CorrectingTick))
            return null;
        var back = 1 + new Lots(0, tick).Below(EditedWithin);
        for (var tried = 0; tried < EditedWithin; tried++, back = 1 + (back % EditedWithin))
        {
            var number = Newest(tick) - back;
            if (!IsReprint(number) && !IsReprinted(number))
                return number;
        }

        return null;
    }
}
