using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class ChurnTests
{
    private const string Story = "The bridge over the harbour opened to traffic on Sunday morning, nine years after the first pile was driven into the mud.";
    private static readonly Article Before = new()
    {
        Headline = "Bridge opens",
        Dek = "At last",
        Body = Story,
        Url = "https://example.com/a",
        CanonicalUrl = "https://example.com/a",
        PublishedAt = new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero),
        ModifiedAt = new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("12 comments", "13 comments")]
    [InlineData("Comments: 0", "Comments: 1,204")]
    [InlineData("1.2K views · 3 shares", "1.3K views · 4 shares")]
    [InlineData("Posted 3 hours ago", "Posted 4 hours ago")]
    [InlineData("an hour ago", "2 hours ago")]
    [InlineData("vor einer Stunde", "vor 2 Stunden")]
    [InlineData("il y a 5 minutes", "il y a 12 minutes")]
    [InlineData("hace 2 horas", "hace 3 horas")]
    [InlineData("2 ore fa", "3 ore fa")]
    [InlineData("5 uur geleden", "6 uur geleden")]
    [InlineData("3 часа назад", "5 часов назад")]
    [InlineData("5分钟前", "12分钟前")]
    [InlineData("24 Kommentare", "25 Kommentare")]
    [InlineData("Read more: Harbour reopens", "Read more: Ferry sinks")]
    [InlineData("Lesen Sie auch: Der Hafen", "Lesen Sie auch: Die Fähre")]
    [InlineData("Most read\n\nHarbour reopens\n\nFerry sinks", "Most read\n\nFerry sinks\n\nBakery burns")]
    public void What_runs_by_itself_is_no_change(string before, string after) =>
        Assert.True(IsChurn(Before with { Body = $"{Story}\n\n{before}" }, Before with { Body = $"{Story}\n\n{after}" }));

    [Theory]
    [InlineData("Three people were hurt.", "Four people were hurt.")]
    [InlineData("He was seen 3 hours ago near the old pier with two friends and a dog, the police said on Sunday.", "He was seen 4 hours ago near the old pier with two friends and a dog, the police said on Sunday.")]
    [InlineData("The video had 12,000 views before it was taken down, the company told a committee of the parliament on Monday.", "The video had 15,000 views before it was taken down, the company told a committee of the parliament on Monday.")]
    [InlineData("The council voted 12 to 9.", "The council voted 12 to 8.")]
    [InlineData("", "And it was closed again.")]
    [InlineData("A second paragraph.", "")]
    public void What_somebody_wrote_is(string before, string after) =>
        Assert.False(IsChurn(Before with { Body = $"{Story}\n\n{before}".TrimEnd() }, Before with { Body = $"{Story}\n\n{after}".TrimEnd() }));

    [Fact]
    public void A_text_that_shrinks_is_an_update()
    {
        var (whole, rest) = (Before with { Body = $"{Story}\n\nMore of it." }, Before);

        Assert.False(IsChurn(whole, rest));
        Assert.Equal(RevisionClass.Update, ContentChange.Class(whole, rest, ContentChange.Fields(whole, rest)));
    }

    [Theory]
    [InlineData("https://cdn.example/a.jpg?token=abc123", "https://cdn.example/a.jpg?token=xyz789")]
    [InlineData("https://cdn.example/a.jpg?w=10&X-Amz-Signature=aa&X-Amz-Date=1", "https://cdn.example/a.jpg?w=10&X-Amz-Signature=bb&X-Amz-Date=2")]
    [InlineData("https://cdn.example/a.jpg?k=0123456789abcdef01", "https://cdn.example/a.jpg?k=fedcba9876543210ff")]
    [InlineData("https://cdn.example/0123456789abcdef01/a.jpg", "https://cdn.example/fedcba9876543210ff/a.jpg")]
    public void New_tokens_are_no_change(string before, string after)
    {
        Assert.True(IsChurn(Before with { PhotoUrl = before }, Before with { PhotoUrl = after }));
        Assert.True(IsChurn(Html($"<img src=\"{before.Replace("&", "&amp;", StringComparison.Ordinal)}\"/>"), Html($"<img src=\"{after.Replace("&", "&amp;", StringComparison.Ordinal)}\"/>")));
        Assert.True(IsChurn(Before with { Enclosures = [new Enclosure(before, "audio/mpeg", 1)] }, Before with { Enclosures = [new Enclosure(after, "audio/mpeg", 1)] }));
    }

    [Theory]
    [InlineData("https://cdn.example/a.jpg", "https://cdn.example/b.jpg")]
    [InlineData("https://cdn.example/a.jpg?page=1", "https://cdn.example/a.jpg?page=2")]
    [InlineData("https://cdn.example/a.jpg?id=123456", "https://cdn.example/a.jpg?id=123457")]
    [InlineData("https://cdn.example/a.jpg", null)]
    public void Another_picture_is(string before, string? after) => Assert.False(IsChurn(Before with { PhotoUrl = before }, Before with { PhotoUrl = after }));

    [Theory]
    [InlineData("<img src=\"https://pixel.example/1\" width=\"1\" height=\"1\"/>", "<img src=\"https://pixel.example/2\" width=\"1\" height=\"1\"/>")]
    [InlineData("<img src=\"https://pixel.example/1\" height=\"1\" width=\"1\"/>", "")]
    public void Pictures_that_nobody_sees_are_no_change(string before, string after) => Assert.True(IsChurn(Html(before), Html(after)));

    [Fact]
    public void A_newer_date_over_the_same_words_is_no_change_but_an_older_one_corrects()
    {
        Assert.True(IsChurn(Before, Before with { PublishedAt = Before.PublishedAt!.Value.AddDays(1), ModifiedAt = Before.ModifiedAt!.Value.AddDays(1) }));
        Assert.False(IsChurn(Before, Before with { PublishedAt = Before.PublishedAt!.Value.AddDays(-1) }));
    }

    [Fact]
    public void Another_spelling_of_the_address_is_no_change_but_another_address_is()
    {
        Assert.True(IsChurn(Before with { Url = "http://example.com/a" }, Before));
        Assert.False(IsChurn(Before, Before with { Url = "https://example.com/b", CanonicalUrl = "https://example.com/b" }));
    }

    private static Article Html(string image) => Before with { BodyHtml = $"<p>{Story}</p>{image}" };

    private static bool IsChurn(Article before, Article after) =>
        ContentChange.Fields(before, after) is { Count: > 0 } changed && ContentChange.IsChurn(before, after, changed);
}
