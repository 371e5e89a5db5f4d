using System.Text.Json.Nodes;
using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Publishing;

namespace FeedPipeline.Tests.Publishing;

public sealed class WebhookMessageTests
{
    private static readonly Change Created = new() { Seq = 7, ArticleId = 3, Kind = ChangeKind.Created, Revision = 1, At = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void The_signature_is_the_one_of_the_standard()
    {
        // The example of Standard Webhooks 1.0 and its libraries.
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign(secret!, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all, and long enough")]
    public void What_is_no_secret_is_refused(string text) => Assert.Null(WebhookSecret.Parse(text));

    [Fact]
    public void A_new_secret_is_read_as_it_was_written()
    {
        var secret = WebhookSecret.Create();

        Assert.Equal(secret, WebhookSecret.Parse(WebhookSecret.Format(secret)));
        Assert.NotEqual(secret, WebhookSecret.Create());
    }

    [Fact]
    public void Id_and_body_are_the_same_for_every_try()
    {
        var (one, other) = (Message(1_000_000), Message(1_000_000));

        Assert.Equal(("msg_5_7", other.Id), (one.Id, one.Id));
        Assert.Equal(one.Body, other.Body);
        var body = JsonNode.Parse(one.Body)!;
        Assert.Equal("article.created", (string?)body["type"]);
        Assert.Equal("3 grosse Überschrift", (string?)body["data"]!["article"]!["headline"]);
    }

    [Fact]
    public void What_would_be_too_large_goes_without_its_article()
    {
        var message = Message(150);

        var data = JsonNode.Parse(message.Body)!["data"]!;
        Assert.Null(data["article"]);
        Assert.True((bool)data["article_omitted"]!);
        Assert.Equal(7, (int)data["seq"]!);
    }

    [Theory]
    [InlineData("", "", "", true)]
    [InlineData("created", "", "", true)]
    [InlineData("revised withdrawn", "", "", false)]
    [InlineData("", "en", "", true)]
    [InlineData("", "de EN-gb", "", true)]
    [InlineData("", "e", "", false)]
    [InlineData("", "en-GB-oxendict", "", false)]
    [InlineData("", "", "world", true)]
    [InlineData("", "", "sports", false)]
    [InlineData("created", "en", "sports", false)]
    public void Every_filter_that_is_set_must_let_a_change_pass(string kinds, string languages, string tags, bool passes)
    {
        var webhook = new Webhook { Url = "http://receiver.example/", Sealed = [], Kinds = Words(kinds), Languages = Words(languages), Tags = Words(tags) };
        var change = new LoggedChange("1-7", Created) { Article = new StoredArticle { Content = new Article { Headline = "A", Language = "en-GB" } } };

        Assert.Equal(passes, WebhookFilter.Wants(webhook, change, "created", new ArticleOrigin([1, 2], ["world"])));
    }

    [Fact]
    public void Pauses_grow_are_spread_and_never_shorter_than_asked()
    {
        var options = new WebhookOptions();

        Assert.Equal([5, 20, 80, 320, 1280, 3600, 3600], Enumerable.Range(1, 7).Select(attempt => WebhookPauses.After(attempt, null, 0.5, options).TotalSeconds));
        Assert.InRange(WebhookPauses.After(1, null, 0, options).TotalSeconds, 3.7, 3.8);
        Assert.Equal(TimeSpan.FromMinutes(10), WebhookPauses.After(1, TimeSpan.FromMinutes(10), 0.5, options));
        Assert.Equal(TimeSpan.FromDays(1), WebhookPauses.After(1, TimeSpan.MaxValue, 0.5, options));
        Assert.Equal(TimeSpan.FromSeconds(5), WebhookPauses.After(1, TimeSpan.FromSeconds(-5), 0.5, options));
        Assert.Equal(TimeSpan.FromHours(1), WebhookPauses.After(int.MaxValue, null, 0.5, options));
    }

    private static WebhookMessage Message(int maxBytes) => WebhookMessage.Of(
        5, Created, "created", new JsonObject { ["seq"] = 7, ["article"] = new JsonObject { ["headline"] = "3 grosse Überschrift", ["body"] = new string('x', 200) } }, maxBytes);

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
