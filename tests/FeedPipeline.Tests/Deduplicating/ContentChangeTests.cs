using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class ContentChangeTests
{
    private static readonly Article Before = new() { Headline = "Bridge opens", Dek = "At last", Body = "It is open.", BodyHtml = "<p>It is open.</p>", Authors = ["A", "B"] };

    public static TheoryData<string, Article> Changes => new()
    {
        { "headline", Before with { Headline = "x" } },
        { "dek", Before with { Dek = null } },
        { "byline", Before with { Byline = "x" } },
        { "authors", Before with { Authors = ["A B"] } },
        { "authors", Before with { Authors = ["B", "A"] } },
        { "published_at", Before with { PublishedAt = DateTimeOffset.UnixEpoch } },
        { "modified_at", Before with { ModifiedAt = DateTimeOffset.UnixEpoch } },
        { "photo_credit", Before with { PhotoCredit = "x" } },
        { "photo_caption", Before with { PhotoCaption = "x" } },
        { "photo_url", Before with { PhotoUrl = "x" } },
        { "body", Before with { Body = "x" } },
        { "body_html", Before with { BodyHtml = "x" } },
        { "language", Before with { Language = "en" } },
        { "url", Before with { Url = "x" } },
        { "section", Before with { Section = "x" } },
        { "tags", Before with { Tags = ["x"] } },
        { "rights", Before with { Rights = "x" } },
        { "enclosures", Before with { Enclosures = [new Enclosure("x", null, 1)] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_field_is_named_by_its_column(string column, Article after) => Assert.Equal([column], ContentChange.Fields(Before, after));

    [Fact]
    public void What_we_found_out_ourselves_is_no_change() => Assert.Empty(ContentChange.Fields(Before, Before with
    {
        Authors = ["A", "B"],
        WordCount = 9,
        BodySource = BodySource.Page,
        CanonicalUrl = "x",
        Access = Access.Paywalled,
        Guid = "x",
        Provenance = new Dictionary<string, string> { ["dek"] = "x" },
        PublishedPrecision = DatePrecision.Minute,
        PublishedOffset = TimeSpan.Zero,
    }));

    [Theory]
    [InlineData("Bridge closes", "At last", "It is open.", RevisionClass.Headline)]
    [InlineData("BRIDGE OPENS!", "At last", "It is open.", RevisionClass.Cosmetic)]
    [InlineData("Bridge opens", "At last …", "It is  open", RevisionClass.Cosmetic)]
    [InlineData("Bridge opens", "At last", "“It is open”", RevisionClass.Cosmetic)]
    [InlineData("Bridge o\u00ADpens", "At last", "It is\n\nopen.", RevisionClass.Cosmetic)]
    [InlineData("Bridge opens", "At last", "It is not open.", RevisionClass.Update)]
    [InlineData("Bridge closes", "At last", "It is closed.", RevisionClass.Update)]
    [InlineData("Bridge opens", null, "It is open.", RevisionClass.Update)]
    [InlineData("Bridge opens 👎", "At last", "It is open.", RevisionClass.Headline)]
    [InlineData("Bridge opens", "At last", "It is open. €", RevisionClass.Update)]
    public void The_class_says_how_much_it_matters(string headline, string? dek, string body, RevisionClass expected)
    {
        var after = Before with { Headline = headline, Dek = dek, Body = body };

        Assert.Equal(expected, ContentChange.Class(Before, after, ContentChange.Fields(Before, after)));
    }

    [Fact]
    public void Vowel_signs_are_letters()
    {
        var (before, after) = (Before with { Headline = "कि" }, Before with { Headline = "की" });

        Assert.Equal(RevisionClass.Headline, ContentChange.Class(before, after, ["headline"]));
    }

    [Fact]
    public void A_link_in_the_text_is_cosmetic_but_a_new_photo_is_not()
    {
        Assert.Equal(RevisionClass.Cosmetic, ContentChange.Class(Before, Before with { BodyHtml = "x" }, ["body_html"]));
        Assert.Equal(RevisionClass.Update, ContentChange.Class(Before, Before with { PhotoUrl = "x" }, ["photo_url"]));
    }
}
