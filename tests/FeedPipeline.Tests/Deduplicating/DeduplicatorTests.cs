using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class DeduplicatorTests
{
    private const string Link = "https://example.com/a";
    private static readonly FeedItem First = new() { Guid = "1", Link = Link };
    private static readonly Article Told = new()
    {
        Headline = "Bridge opens",
        Body = "One.\n\nTwo.",
        Guid = "1",
        Url = Link,
        PublishedAt = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void What_nobody_had_is_new_with_all_its_keys()
    {
        var unseen = Assert.IsType<Verdict.Unseen>(Judge(Arrive(1, First, Told)));

        Assert.Equal([ArticleKeyKind.Guid, ArticleKeyKind.Url], unseen.Arrival.Item.Keys.Select(key => key.Kind));
    }

    [Fact]
    public void What_stands_as_it_was_is_only_sighted()
    {
        var arrival = Arrive(1, First with { Categories = ["new"] }, Told with { Provenance = new Dictionary<string, string> { ["headline"] = "rule:link" } });

        Assert.Equal(7, Assert.IsType<Verdict.Sighted>(Judge(arrival, Known(1, First, Told))).ArticleId);
    }

    [Fact]
    public void What_changed_is_revised_with_fields_class_and_diff()
    {
        var arrival = Arrive(1, First, Told with { Dek = "At last", Body = "One.\n\nThree." });

        var revised = Assert.IsType<Verdict.Revised>(Judge(arrival, Known(1, First, Told)));

        Assert.Equal(["dek", "body"], revised.ChangedFields);
        Assert.Equal((RevisionClass.Update, "- Two.\n+ Three.", 7), (revised.Class, revised.Diff, revised.Known.Id));
    }

    [Fact]
    public void The_same_address_in_another_feed_is_a_sighting_whatever_it_says()
    {
        var arrival = Arrive(2, First with { Guid = "other" }, Told with { Headline = "Quite other words", Guid = "other", PublishedAt = null });

        Assert.Equal(7, Assert.IsType<Verdict.Sighted>(Judge(arrival, Known(1, First, Told), feedId: 2)).ArticleId);
    }

    [Theory]
    [InlineData("Bridge opens", 2)]
    [InlineData("Bridge opened", 1)]
    public void A_renamed_guid_with_the_same_headline_or_date_is_the_same_article(string headline, int day)
    {
        var renamed = Told with { Headline = headline, Guid = "renamed", PublishedAt = new DateTimeOffset(2026, 3, day, 6, 0, 0, TimeSpan.Zero) };

        var id = Judge(Arrive(1, First with { Guid = "renamed" }, renamed), Known(1, First, Told)) switch
        {
            Verdict.Revised revised => revised.Known.Id,
            Verdict.Sighted sighted => sighted.ArticleId,
            _ => 0,
        };

        Assert.Equal(7, id);
    }

    [Fact]
    public void The_same_words_under_a_newer_date_are_only_sighted() =>
        Assert.IsType<Verdict.Sighted>(Judge(Arrive(1, First, Told with { PublishedAt = Told.PublishedAt!.Value.AddDays(1) }), Known(1, First, Told)));

    [Fact]
    public void A_column_under_its_title_on_another_day_is_another_article()
    {
        var next = Told with { Guid = "2", Body = "Three. Four.", PublishedAt = Told.PublishedAt!.Value.AddDays(1) };

        Assert.IsType<Verdict.Unseen>(Judge(Arrive(1, First with { Guid = "2" }, next), Known(1, First, Told)));
    }

    [Fact]
    public void A_guid_that_appears_or_goes_is_no_new_article()
    {
        var without = Arrive(1, First with { Guid = null }, Told with { Guid = null, Headline = "Other", PublishedAt = null });

        Assert.IsType<Verdict.Revised>(Judge(without, Known(1, First, Told)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public void One_address_for_item_after_item_makes_new_articles_that_leave_the_address_alone(int? day)
    {
        var next = Told with { Headline = "Bridge closes", Guid = "2", PublishedAt = day is { } of ? new DateTimeOffset(2026, 3, of, 6, 0, 0, TimeSpan.Zero) : null };

        var unseen = Assert.IsType<Verdict.Unseen>(Judge(Arrive(1, First with { Guid = "2" }, next), Known(1, First, Told)));

        Assert.Equal([ArticleKeyKind.Guid], unseen.Arrival.Item.Keys.Select(key => key.Kind));
    }

    [Fact]
    public void Its_own_key_goes_before_its_address()
    {
        var known = Known(1, First, Told);
        known[Identify(2, First with { Guid = "theirs" }).Keys[0]] = new StoredArticle { Id = 8, FeedId = 2, Content = Told };

        Assert.Equal(8, Assert.IsType<Verdict.Sighted>(Judge(Arrive(2, First with { Guid = "theirs" }, Told), known, feedId: 2)).ArticleId);
    }

    [Fact]
    public void Verdicts_stand_in_the_order_of_the_arrivals()
    {
        Arrival[] arrivals = [Arrive(1, new() { Guid = "9" }, Told), Arrive(1, First, Told), Arrive(1, new() { Guid = "8" }, Told)];

        var verdicts = Deduplicator.Judge(1, arrivals, new Recall(Known(1, First, Told))).Verdicts;

        Assert.Equal(arrivals, verdicts.Select(verdict => verdict.Arrival));
    }

    private static Verdict Judge(Arrival arrival, IReadOnlyDictionary<ArticleKey, StoredArticle>? known = null, long feedId = 1) =>
        Deduplicator.Judge(feedId, [arrival], new Recall(known ?? new Dictionary<ArticleKey, StoredArticle>())).Verdicts[0];

    private static Dictionary<ArticleKey, StoredArticle> Known(long feedId, FeedItem item, Article content) =>
        Identify(feedId, item).Keys.ToDictionary(key => key, _ => new StoredArticle { Id = 7, FeedId = feedId, Content = content });

    private static Arrival Arrive(long feedId, FeedItem item, Article article) => new(Identify(feedId, item), article);

    private static IdentifiedItem Identify(long feedId, FeedItem item) => ItemIdentity.Identify(feedId, new FeedDocument { Items = [item] })[0];
}
