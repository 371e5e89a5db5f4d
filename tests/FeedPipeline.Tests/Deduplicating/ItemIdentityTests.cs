using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class ItemIdentityTests
{
    private const string Link = "https://example.com/a";
    private static readonly StatedDate Morning = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero), DatePrecision.Second, TimeSpan.Zero);

    [Fact]
    public void Items_with_a_guid_of_their_own_are_identified_by_it()
    {
        var items = Identify(new() { Guid = "1", Link = Link }, new() { Guid = "2", Link = "https://example.com/b" });

        Assert.All(items, item => Assert.Equal([ArticleKeyKind.Guid, ArticleKeyKind.Url], Kinds(item)));
        Assert.NotEqual(items[0].Keys[0], items[1].Keys[0]);
    }

    [Fact]
    public void Items_with_a_guid_and_no_address_have_one_key() => Assert.Equal([ArticleKeyKind.Guid], Kinds(Identify(new FeedItem { Guid = "1" })[0]));

    [Fact]
    public void Items_without_guid_are_identified_by_link() =>
        Assert.Equal([ArticleKeyKind.Link, ArticleKeyKind.Url], Kinds(Identify(new FeedItem { Link = Link })[0]));

    [Fact]
    public void Items_that_share_a_guid_are_identified_by_link()
    {
        var items = Identify(new() { Guid = "same", Link = Link }, new() { Guid = "same", Link = "https://example.com/b" });

        Assert.All(items, item => Assert.Equal([ArticleKeyKind.Link, ArticleKeyKind.Url], Kinds(item)));
        Assert.Equal(2, items.DistinctBy(item => item.Keys[0]).Count());
    }

    [Fact]
    public void An_address_that_items_share_is_no_key()
    {
        var items = Identify(new() { Guid = "1", Link = Link, Title = "One" }, new() { Guid = "2", Link = Link + "?utm_source=rss", Title = "Two" });

        Assert.All(items, item => Assert.Equal([ArticleKeyKind.Guid], Kinds(item)));
    }

    [Fact]
    public void A_front_page_is_no_key() =>
        Assert.Equal([ArticleKeyKind.Text], Kinds(Identify(new FeedItem { Link = "https://www.example.com/", Title = "One" })[0]));

    [Fact]
    public void The_address_before_the_proxy_counts()
    {
        var proxied = Identify(new FeedItem { Link = "https://feeds.example/~r/1", OriginalLink = Link })[0];

        Assert.Equal(Link, proxied.CanonicalUrl);
        Assert.Equal(Identify(new FeedItem { Link = Link })[0].Keys, proxied.Keys);
    }

    [Fact]
    public void Items_that_share_guid_address_and_date_are_told_apart_by_title()
    {
        var items = Identify(
            new() { Guid = "same", Link = Link, Published = Morning, Title = "One" }, new() { Guid = "same", Link = Link, Published = Morning, Title = "Two" });

        Assert.Equal(2, items.Count);
        Assert.All(items, item => Assert.Equal([ArticleKeyKind.TitleDate], Kinds(item)));
    }

    [Fact]
    public void A_dated_item_is_the_same_after_its_text_was_edited()
    {
        var before = Identify(new FeedItem { Title = "One", Published = Morning, Content = "before" })[0];
        var after = Identify(new FeedItem { Title = " One ", Published = Morning, Content = "after" })[0];

        Assert.Equal(before.Keys, after.Keys);
        Assert.NotEqual(before.Hash, after.Hash);
    }

    [Fact]
    public void Undated_items_without_address_are_told_apart_by_their_text()
    {
        var items = Identify(new() { Content = "one" }, new() { Content = "two" }, new() { Summary = "three" }, new FeedItem());

        Assert.Equal(4, items.DistinctBy(item => item.Keys[0]).Count());
    }

    [Fact]
    public void The_order_of_the_document_never_matters()
    {
        FeedItem[] items =
        [
            new() { Guid = "1", Link = Link }, new() { Guid = "same", Link = "https://example.com/b" }, new() { Guid = "same", Link = "https://example.com/c" },
            new() { Title = "Shared", Link = "https://example.com/d" }, new() { Title = "Sharing", Link = "https://example.com/d/" }, new() { Title = "Bare" },
        ];

        var forwards = Identify(items);
        var backwards = Identify([.. items.Reverse()]);

        Assert.Equal(forwards.SelectMany(item => item.Keys).ToHashSet(), backwards.SelectMany(item => item.Keys).ToHashSet());
        Assert.Equal(forwards.Select(item => item.Hash).Order(), backwards.Select(item => item.Hash).Order());
    }

    [Fact]
    public void Items_stand_in_document_order_with_their_place()
    {
        var items = Identify(new() { Guid = "b" }, new() { Guid = "b" }, new FeedItem { Guid = "a" });

        Assert.Equal([("b", 1), ("a", 3)], items.Select(item => (item.Item.Guid!, item.Position)));
    }

    [Theory]
    [InlineData("1", Link)]
    [InlineData("1", null)]
    [InlineData(null, Link)]
    [InlineData(null, null)]
    public void An_item_that_is_listed_twice_is_the_item_listed_once(string? guid, string? link)
    {
        var item = new FeedItem { Guid = guid, Link = link, Title = "One", Published = Morning };

        Assert.Equal(Assert.Single(Identify(item)).Keys, Assert.Single(Identify(item, item with { })).Keys);
    }

    [Fact]
    public void An_item_listed_twice_with_and_without_tracking_is_listed_once()
    {
        var item = new FeedItem { Guid = "1", Link = Link, Title = "One", Published = Morning };
        var tracked = item with { Link = Link + "?utm_source=section" };

        Assert.Equal(Assert.Single(Identify(item)).Keys, Assert.Single(Identify(tracked, item)).Keys);
    }

    [Fact]
    public void Own_keys_differ_from_feed_to_feed_but_the_address_does_not()
    {
        var document = new FeedDocument { Items = [new() { Guid = "1", Link = Link }] };

        var here = ItemIdentity.Identify(1, document)[0];
        var there = ItemIdentity.Identify(2, document)[0];

        Assert.NotEqual(here.Keys[0], there.Keys[0]);
        Assert.Equal(here.Keys[1], there.Keys[1]);
    }

    /// <summary>The keys are stored: should this fail, every stored article would arrive again.</summary>
    [Fact]
    public void Keys_never_change_between_versions()
    {
        var item = Identify(new FeedItem { Guid = "1", Link = Link })[0];

        Assert.Equal("26cbfc7b-cdd6-c086-16cc-089787d568f3", item.Keys[0].Hash.ToString());
        Assert.Equal("4ae34421-d97b-c190-857a-249bcaf82118", item.Keys[1].Hash.ToString());
        Assert.Equal(2795605602378104966, item.WindowKey);
    }

    [Fact]
    public void Every_field_counts_for_the_hash()
    {
        var item = new FeedItem { Guid = "1" };
        FeedItem[] variants =
        [
            item, item with { Title = "x" }, item with { Link = "x" }, item with { OriginalLink = "x" }, item with { Summary = "x" }, item with { Content = "x" },
            item with { Language = "x" }, item with { Rights = "x" }, item with { Published = Morning }, item with { Updated = Morning },
            item with { Image = new("x") }, item with { Image = new("x", "y") }, item with { Image = new("x", null, "y") }, item with { Authors = ["x"] },
            item with { Categories = ["x"] }, item with { Authors = ["x", "y"] }, item with { Authors = ["x"], Categories = ["y"] }, item with { Enclosures = [new("x")] },
            item with { Enclosures = [new("x", "y", 1)] }, item with { Published = Morning with { Offset = null } }, item with { Title = "" },
            item with { Published = Morning with { At = Morning.At.AddMilliseconds(1) } },
        ];

        Assert.Distinct(variants.Select(variant => Identify(variant)[0].Hash));
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_machines_language()
    {
        var item = new FeedItem { Guid = "1", Published = Morning, Updated = Morning, Enclosures = [new("x", null, 12345)] };
        var (before, here) = (CultureInfo.CurrentCulture, Identify(item)[0].Hash);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(here, Identify(item)[0].Hash);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Odd_characters_are_words_like_any_other()
    {
        string[] all = ["\uD800", "\0", "https://\u00AD/", "\uFFFF"];

        Assert.All(all, odd => Assert.Equal(2, Identify(new() { Guid = odd, Link = odd, Content = odd }, new() { Link = odd, Published = Morning }).Count));
    }

    private static IReadOnlyList<IdentifiedItem> Identify(params FeedItem[] items) => ItemIdentity.Identify(1, new FeedDocument { Items = items });

    private static IEnumerable<ArticleKeyKind> Kinds(IdentifiedItem item) => item.Keys.Select(key => key.Kind);
}
