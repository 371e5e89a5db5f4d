using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Tests.Articles.Wording;

public sealed class FurnitureTests
{
    private static readonly string Prose = string.Concat(Enumerable.Repeat("word ", 30)) + "end.";

    [Fact]
    public void A_heading_at_the_tail_goes_with_all_that_follows() =>
        Assert.Equal(["One."], Furniture.Cut(["One.", "Related Articles:", "A headline", "Another headline"]).Body);

    [Fact]
    public void A_heading_that_prose_follows_stays() =>
        Assert.Equal(4, Furniture.Cut(["One.", "Related", Prose, Prose]).Body.Count);

    [Fact]
    public void A_heading_in_a_sentence_stays()
    {
        string[] body = ["Most Popular was his first novel.", "He never wrote anything Most Popular"];

        Assert.Equal(body, Furniture.Cut(body).Body);
    }

    [Theory]
    [InlineData("It ended.Most Popular")]
    [InlineData("It ended. Most Popular")]
    [InlineData("It ended.Most Popular Related Articles")]
    public void A_heading_glued_to_the_last_sentence_goes(string last)
    {
        var expected = last.EndsWith("Related Articles", StringComparison.Ordinal) ? last : "It ended.";

        Assert.Equal([expected], Furniture.Cut([last]).Body);
    }

    [Fact]
    public void Advertisement_lines_go_alone()
    {
        var cut = Furniture.Cut(["One.", "Advertisement", "Two.", "– Anzeige –", "Three."]);

        Assert.Equal(["One.", "Two.", "Three."], cut.Body);
        Assert.Equal(["Advertisement", "– Anzeige –"], cut.Removed);
    }

    [Theory]
    [InlineData("Mehr zum Thema")]
    [InlineData("À lire aussi :")]
    [InlineData("Lo más leído")]
    [InlineData("Читайте также:")]
    [InlineData("関連記事")]
    [InlineData("The post A bridge opens appeared first on The Harbour Post.")]
    public void Headings_are_known_in_many_languages(string heading) => Assert.Equal(["One."], Furniture.Cut(["One.", heading, "x"]).Body);
}
