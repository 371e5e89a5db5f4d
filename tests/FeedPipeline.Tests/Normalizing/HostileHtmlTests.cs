using FeedPipeline.Documents;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

public sealed class HostileHtmlTests
{
    public static TheoryData<string, string> Attacks => new()
    {
        { "nested divisions", Repeated("<div>", 100_000) + "end" },
        { "nested formatting", Repeated("<b>", 100_000) + "end" },
        { "formatting opened again in each paragraph", string.Concat(Enumerable.Range(0, 1000).Select(i => $"<font class={i}>")) + Repeated("<p>x", 100_000) },
        { "misnested links", Repeated("<a href=x><div>", 50_000) + "end" },
        { "nested tables", Repeated("<table><tr><td>", 30_000) + "end" },
        { "nested quotations", Repeated("<blockquote><p>a", 30_000) },
        { "nested lists", Repeated("<ul><li>a", 30_000) },
        { "nested foreign elements", "<svg>" + Repeated("<td>", 100_000) + "end" },
        { "nested templates", Repeated("<template>", 100_000) + "end" },
        { "unclosed comments", Repeated("<!--", 500_000) },
        { "unclosed scripts", Repeated("<script>", 200_000) },
        { "tags without end", Repeated("<a ", 500_000) },
        { "many attributes", "<p " + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}=1 ")) + ">end" },
        { "the same attribute", "<img " + Repeated("src=1 ", 200_000) + ">end" },
        { "many line breaks", Repeated("<br>", 1_000_000) },
        { "ten megabytes of prose", Repeated("<p>word word word</p>", 500_000) },
        { "ten megabytes in one paragraph", Repeated("word ", 2_000_000) },
        { "ten megabytes without a space", Repeated("&amp;x", 1_700_000) },
        { "blank lines", Repeated("\n \n", 1_000_000) },
        { "furniture", Repeated("<p>Most Popular</p>", 40_000) },
        { "glued furniture", "x." + Repeated("Most Popular", 100_000) },
        { "half surrogates", Repeated("\uD83D<b>\uDE00", 10_000) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Hostile_html_becomes_an_article_like_any_other(string attack, string html)
    {
        var article = ArticleNormalizer.Normalize(new FeedDocument(), new FeedItem { Title = attack, Content = html, Summary = html });

        Assert.Equal(attack, article.Headline);
    }

    [Fact]
    public void Hostile_text_in_other_fields_does_no_harm()
    {
        var hostile = Repeated("<b>By Von ", 200_000);
        var feed = new FeedDocument { Title = hostile, Link = hostile, Language = hostile, Rights = hostile };
        var item = new FeedItem
        {
            Title = hostile,
            Link = hostile,
            Language = hostile,
            Authors = [hostile, "@", "()", " , ", "a@b (", "By", "Jr."],
            Categories = [hostile],
            Image = new ItemImage(hostile, hostile, hostile),
            Enclosures = [new Enclosure(hostile, "image/x")],
        };

        var text = SeedText.Write(ArticleNormalizer.Normalize(feed, item));

        Assert.Equal(text, SeedText.Write(SeedText.Read(text)!.ToArticle()));
    }

    [Fact]
    public void Tag_soup_always_becomes_the_same_article()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var item = new FeedItem { Title = TagSoup.Of(random), Summary = TagSoup.Of(random), Content = TagSoup.Of(random), Authors = [TagSoup.Of(random)] };
            var article = ArticleNormalizer.Normalize(new FeedDocument(), item);
            var text = SeedText.Write(article);

            Assert.Equal(article.BodyHtml, ArticleNormalizer.Normalize(new FeedDocument(), item).BodyHtml);
            Assert.Equal(text, SeedText.Write(SeedText.Read(text)!.ToArticle()));
        }
    }

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
