using FeedPipeline.Feeds;

namespace FeedPipeline.Tests.Feeds;

public sealed class FeedNameTests
{
    private const string Url = "https://www.example.com/rss";

    [Theory]
    [InlineData("Post")]
    [InlineData("7 days")]
    [InlineData("1.5")]
    [InlineData("Zeit für Neues 🗞")]
    public void A_line_that_is_no_number_is_a_name(string name) => Assert.Null(FeedName.Refuse(name));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("42", "number")]
    [InlineData("007", "number")]
    [InlineData("two\nlines", "control")]
    [InlineData("nul\0", "control")]
    public void What_is_refused_says_why(string name, string why) => Assert.Contains(why, FeedName.Refuse(name));

    [Fact]
    public void Half_a_surrogate_pair_is_no_part_of_a_name()
    {
        Assert.Contains("broken", FeedName.Refuse("lone \uD800 half"));
        Assert.Equal("www.example.com", FeedName.From("lone \uD800 half", Url));
    }

    [Fact]
    public void A_name_has_a_limit()
    {
        Assert.Null(FeedName.Refuse(new string('x', 80)));
        Assert.Contains("80", FeedName.Refuse(new string('x', 81)));
    }

    [Theory]
    [InlineData("The Harbour Post", "The Harbour Post")]
    [InlineData("  Tom &\n\t Jerry ", "Tom & Jerry")]
    [InlineData(null, "www.example.com")]
    [InlineData("", "www.example.com")]
    [InlineData("2026", "www.example.com")]
    [InlineData("a\u0001b", "www.example.com")]
    public void A_name_is_made_of_the_title_or_the_host(string? title, string name) => Assert.Equal(name, FeedName.From(title, Url));

    [Theory]
    [InlineData("x ")]
    [InlineData("🗞")]
    [InlineData("x🗞")]
    [InlineData("漢")]
    public void A_long_title_makes_a_name_that_will_do(string piece) => Assert.Null(FeedName.Refuse(FeedName.From(string.Concat(Enumerable.Repeat(piece, 100)), Url)));

    [Fact]
    public void Whatever_the_address_there_is_a_name()
    {
        Assert.Equal("feed", FeedName.From(null, "not an address"));
        Assert.Null(FeedName.Refuse(FeedName.From(null, "https://" + string.Join('.', Enumerable.Repeat("sub", 40)) + "/")));
    }

    [Fact]
    public void A_taken_name_gets_the_next_free_number()
    {
        Assert.Equal("Post", FeedName.Free("Post", ["post"]));
        Assert.Equal("Post 2", FeedName.Free("Post", ["Post"]));
        Assert.Equal("Post 4", FeedName.Free("Post", ["Post", "Post 2", "Post 3", "Post 5"]));
    }
}
