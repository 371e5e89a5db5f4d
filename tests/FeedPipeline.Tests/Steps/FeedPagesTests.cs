using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Steps;

/// <summary>RFC 5005: pages that lead back fill a gap, or are a feed's history.</summary>
[Collection(DatabaseTests.Name)]
public sealed class FeedPagesTests(TestServer server)
{
    private const string Headlines = "SELECT string_agg(replace(headline, 'Title of ', ''), ' ' ORDER BY headline) FROM article";

    [SkippableTheory]
    [InlineData("prev-archive")]
    [InlineData("next")]
    public async Task What_came_and_went_between_two_polls_is_found_on_the_pages_before(string relation)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, relation, "i1")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", relation, "i5", "i4"));
        origin.Publish("/p1", Page("/p2", relation, "i3", "i2"));
        origin.Publish("/p2", Page("/p3", relation, "i1", "i0"));

        var poll = await PollAsync(db, feed);

        Assert.Equal(("i0 i1 i2 i3 i4 i5", 5), (await db.AskAsync(Headlines), poll.New));
        Assert.Equal(["/feed", "/feed", "/p1", "/p2"], origin.Requests.Select(request => request.Path));
        Assert.Equal("Title of i4, Title of i5", await db.AskAsync(
            "SELECT string_agg(headline, ', ' ORDER BY headline) FROM article JOIN sighting ON article_id = article.id WHERE gone_at IS NULL"));
        Assert.Equal("4", await db.AskAsync("SELECT count(*) FROM document"));
        Assert.Equal(2, (await db.ClaimAsync(feed)).Window.Entries.Count);
    }

    [SkippableFact]
    public async Task Replaying_the_pages_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "next", "i1")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "next", "i5", "i4"));
        origin.Publish("/p1", Page(null, "next", "i4", "i3").Replace("Text of i4", "Older text of i4", StringComparison.Ordinal));
        await PollAsync(db, feed);
        var before = await db.RowsAsync("article", "sighting", "article_revision");

        var replayed = await db.Get<Replay>().RunAsync(new DocumentFilter(), default).ToListAsync();

        Assert.Equal(3, replayed.Count);
        Assert.All(replayed, document => Assert.True(document.ChangesNothing));
        Assert.Equal(before, await db.RowsAsync("article", "sighting", "article_revision"));
        Assert.Equal("Text of i4, in a few words.", await db.AskAsync("SELECT body FROM article WHERE headline = 'Title of i4'"));
    }

    [SkippableFact]
    public async Task An_archive_that_keeps_old_words_brings_none_back()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "prev-archive", "i1").Replace("Text of i1", "New text of i1", StringComparison.Ordinal)));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "prev-archive", "i3"));
        origin.Publish("/p1", Page(null, "prev-archive", "i2", "i1"));

        Assert.Equal((2, 0), (await PollAsync(db, feed)) is var poll ? (poll.New, poll.Revised) : default);

        await db.AskAsync("UPDATE article SET headline = 'Misread'");
        Assert.Equal([1, 1, 1], (await db.Get<Replay>().RunAsync(new DocumentFilter(), default).ToListAsync()).Select(document => document.Changes.Count));
        Assert.Equal("New text of i1, in a few words.", await db.AskAsync("SELECT body FROM article WHERE headline = 'Title of i1'"));
    }

    [SkippableFact]
    public async Task Documents_that_overlap_have_no_gap_to_fill()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page("/p1", "next", "i1")));
        origin.Publish("/p1", Page(null, "next", "i0"));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "next", "i2", "i1"));
        await PollAsync(db, feed);

        Assert.Equal(["/feed", "/feed"], origin.Requests.Select(request => request.Path));
    }

    [SkippableFact]
    public async Task Pages_that_go_in_a_circle_or_repeat_themselves_end()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "next", "i0")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "next", "i9"));
        origin.Publish("/p1", Page("/p2", "next", "i8"));
        origin.Publish("/p2", Page("/p1", "next", "i7"));
        await PollAsync(db, feed);

        Assert.Equal(["/feed", "/feed", "/p1", "/p2"], origin.Requests.Select(request => request.Path));

        origin.Publish("/feed", Page("/q1", "next", "j9"));
        for (var i = 1; i < 9; i++)
            origin.Publish($"/q{i}", Page($"/q{i + 1}", "next", "j9"));
        await PollAsync(db, feed);
        Assert.Equal("/q1", origin.Requests[^1].Path);
    }

    [SkippableTheory]
    [InlineData("Polling:GapPages", "2", 2)]
    [InlineData("Polling:PageItems", "3", 2)]
    [InlineData("Polling:GapPages", "0", 0)]
    public async Task No_more_pages_are_followed_than_may_be(string option, string value, int pages)
    {
        await using var db = await TestDatabase.CreateAsync(server, (option, value));
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "next", "old")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "next", "i0"));
        for (var i = 1; i < 9; i++)
            origin.Publish($"/p{i}", Page($"/p{i + 1}", "next", $"i{i}"));

        await PollAsync(db, feed);

        Assert.Equal(pages, origin.Requests.Count(request => request.Path.StartsWith("/p", StringComparison.Ordinal)));
        Assert.Equal((pages + 2).ToString(CultureInfo.InvariantCulture), await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableTheory]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public async Task Pages_on_other_hosts_are_followed_only_where_allowed(string allowed, int pages)
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Polling:PagesOnOtherHosts", allowed));
        await using var origin = await Origin.StartAsync();
        await using var other = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "next", "i0")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page(other.Publish("/p1", Page(null, "next", "i1")), "next", "i2"));

        await PollAsync(db, feed);

        Assert.Equal(pages, other.Requests.Count);
    }

    [SkippableFact]
    public async Task A_page_that_cannot_be_had_costs_nothing_of_the_others()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Page(null, "next", "i0")));
        await PollAsync(db, feed);
        origin.Publish("/feed", Page("/p1", "next", "i3"));
        origin.Publish("/p1", Page("/missing", "next", "i2"));

        var poll = await PollAsync(db, feed);

        Assert.Equal((PollOutcome.Stored, "i0 i2 i3"), (poll.Outcome, await db.AskAsync(Headlines)));
    }

    [SkippableFact]
    public async Task A_feed_is_added_with_its_history_where_that_is_asked_for()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var json = """{"version":"https://jsonfeed.org/version/1.1","title":"News","next_url":"NEXT","items":[{"id":"ID","url":"http://news.example/ID","title":"Title of ID","content_text":"Text."}]}""";
        string Json(string id, string next) => json.Replace("ID", id, StringComparison.Ordinal).Replace("NEXT", origin[next], StringComparison.Ordinal);
        var url = origin.Publish("/feed", Json("i9", "/p1"));
        origin.Publish("/p1", Json("i8", "/p2"));
        origin.Publish("/p2", Json("i7", "/p3"));
        origin.Publish("/p3", Json("i6", "/p4"));

        var added = Assert.IsType<Subscribed.Added>(await db.Get<Subscriber>().AddAsync(new Feed { Name = "", Url = url }, force: false, history: 2, default));

        Assert.Equal(("i7 i8 i9", 3), (await db.AskAsync(Headlines), added.FirstPoll!.New));
        Assert.Equal(["/feed", "/p1", "/p2"], origin.Requests.Select(request => request.Path));
    }

    private static async Task<Poll> PollAsync(TestDatabase db, long feed) => await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);

    private static string Page(string? before, string relation, params string[] items) => Rss.Feed(
        [before is null ? "" : $"<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"{relation}\" href=\"{before}\"/>", .. items.Select(item => Rss.Item(item))]);
}
