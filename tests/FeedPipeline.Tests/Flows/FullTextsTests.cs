using FeedPipeline.Flows;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Tests.Extracting;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

[Collection(DatabaseTests.Name)]
public sealed class FullTextsTests(TestServer server)
{
    private const string Body = "SELECT body_source || ' ' || revision || ' ' || split_part(body, E'\\n', 1) FROM article WHERE guid = 'a'";
    private const string Due = "SELECT coalesce(string_agg(article_id || ' ' || attempts || ' ' || (due_at IS NOT NULL), ', '), 'none') FROM page_due";

    private static readonly string Page = Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>");

    [SkippableFact]
    public async Task A_summary_is_stored_at_once_and_the_pages_text_when_it_was_read()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: origin.Publish("/a", Page)))));

        await PollAsync(db, feed);
        Assert.Equal("summary 1 Text of a, in a few words.", await db.AskAsync(Body));
        Assert.Equal(1, await db.Get<FullTexts>().ReadDueAsync(default));

        Assert.Equal($"page 2 {Pages.First}", await db.AskAsync(Body));
        Assert.Equal("none", await db.AskAsync(Due));
        Assert.Equal("revised update", await db.AskAsync("SELECT kind || ' ' || class FROM change ORDER BY seq DESC LIMIT 1"));
    }

    [SkippableFact]
    public async Task A_page_that_is_gone_leaves_the_summary_and_is_not_asked_for_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: origin["/gone"]))));
        await PollAsync(db, feed);

        await db.Get<FullTexts>().ReadDueAsync(default);
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.StartsWith("summary 1", await db.AskAsync(Body), StringComparison.Ordinal);
        Assert.EndsWith(" 1 false", await db.AskAsync(Due), StringComparison.Ordinal);
        Assert.Single(origin.Requests, request => request.Path == "/gone");
    }

    [SkippableFact]
    public async Task A_failure_is_tried_again_later_and_a_few_times_only()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Extracting:PageAttempts", "2"));
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: "http://127.0.0.1:1/a")));

        await db.Get<FullTexts>().ReadDueAsync(default);
        Assert.EndsWith(" 1 true", await db.AskAsync(Due), StringComparison.Ordinal);
        await db.AskAsync("UPDATE page_due SET due_at = now() RETURNING 1");
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.EndsWith(" 2 false", await db.AskAsync(Due), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_page_whose_readers_die_is_given_up_without_being_asked_for_again()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Extracting:PageAttempts", "2"));
        await using var origin = await Origin.StartAsync();
        await db.PollAsync(await db.AddAsync(), Rss.Feed(Rss.Item("a", link: origin.Publish("/a", Page))));
        for (var claims = 0; claims < 3; claims++)
        {
            Assert.NotNull(await db.Get<PageStore>().ClaimAsync([], TimeSpan.FromMilliseconds(1), default));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.DoesNotContain(origin.Requests, request => request.Path == "/a");
        Assert.EndsWith(" false", await db.AskAsync(Due), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_changed_item_keeps_the_pages_text_until_the_page_was_read_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var link = origin.Publish("/a", Page);
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: link)), "\"1\""));
        await PollAsync(db, feed);
        await db.Get<FullTexts>().ReadDueAsync(default);
        origin.Publish("/feed", Rss.Feed(Rss.Item("a", "Other words for the same story.", link)), "\"2\"");
        origin.Publish("/a", Page.Replace("council", "city council", StringComparison.Ordinal));

        await PollAsync(db, feed);
        Assert.Contains(Pages.First, await db.AskAsync(Body), StringComparison.Ordinal);
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.Contains("The city council voted", await db.AskAsync(Body), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("never", 0)]
    [InlineData("auto", 5)]
    public async Task The_feed_says_whether_pages_are_asked_for(string choice, int pages)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var items = Enumerable.Range(1, 5).Select(number => Rss.Item($"n{number}", link: origin.Publish($"/n{number}", Page)));
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed([.. items])));
        await db.AskAsync($"UPDATE feed_definition SET full_text = '{choice}' RETURNING 1");

        await PollAsync(db, feed);

        Assert.Equal(pages, await db.Get<FullTexts>().ReadDueAsync(default));
    }

    [SkippableFact]
    public async Task A_feed_that_carries_whole_texts_is_believed_after_its_first_items()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var text = $"<![CDATA[<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third} {string.Join(' ', Enumerable.Repeat("and more", 60))}.</p>]]>";
        string Item(string name) => Rss.Item(name, text, origin.Publish("/" + name, Page));
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Item("a"), Item("b"), Item("c"), Item("d")), "\"1\""));

        await PollAsync(db, feed);
        Assert.Equal(3, await db.Get<FullTexts>().ReadDueAsync(default));
        origin.Publish("/feed", Rss.Feed(Item("e"), Item("f")), "\"2\"");
        await PollAsync(db, feed);

        Assert.Equal(0, await db.Get<FullTexts>().ReadDueAsync(default));
        Assert.Equal("3 0", await db.AskAsync("SELECT texts_whole || ' ' || texts_cut FROM feed_memory"));
        Assert.StartsWith("feed 1", await db.AskAsync(Body), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Addresses_inside_the_network_are_never_asked_for_pages()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Fetching:AllowedNetworks:0", "10.99.0.0/16"));
        await using var origin = await Origin.StartAsync();
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: origin.Publish("/a", Page)), Rss.Item("b", link: "http://169.254.169.254/latest/meta-data/"), Rss.Item("c", link: "http://[::1]/x")));

        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.Empty(origin.Requests);
        Assert.Equal("3", await db.AskAsync("SELECT count(*) FROM page_due WHERE attempts = 1 AND problem IS NOT NULL"));
    }

    [SkippableFact]
    public async Task Every_further_failure_waits_longer_than_the_one_before()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Extracting:PageAttempts", "4"));
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Rss.Item("a", link: "http://127.0.0.1:1/a")));
        List<double> pauses = [];

        for (var i = 0; i < 3; i++)
        {
            await db.Get<FullTexts>().ReadDueAsync(default);
            pauses.Add(double.Parse((await db.AskAsync("SELECT extract(epoch FROM due_at - now()) FROM page_due"))!, System.Globalization.CultureInfo.InvariantCulture));
            await db.AskAsync("UPDATE page_due SET due_at = now() RETURNING 1");
        }

        await db.Get<FullTexts>().ReadDueAsync(default);
        Assert.InRange(pauses[1] / pauses[0], 5.9, 6.1);
        Assert.InRange(pauses[2] / pauses[1], 5.9, 6.1);
        Assert.EndsWith(" 4 false", await db.AskAsync(Due), StringComparison.Ordinal);
        Assert.StartsWith("summary 1", await db.AskAsync(Body), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_date_of_the_page_that_disagrees_is_kept_beside_the_feeds()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var link = origin.Publish("/a", Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>", "<meta property=\"article:published_time\" content=\"2019-03-02T10:00:00Z\">"));
        var item = Rss.Item("a", link: link).Replace("</item>", "<pubDate>Wed, 28 Jul 2021 10:00:00 GMT</pubDate></item>", StringComparison.Ordinal);
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(item)));

        await PollAsync(db, feed);
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.Equal("2021-07-28 feed:published meta:article:published_time 2019-03-02T10:00:00Z", await db.AskAsync(
            "SELECT (published_at AT TIME ZONE 'UTC')::date || ' ' || (provenance ->> 'published_at') || ' ' || (provenance ->> 'published_at_page') FROM article"));
    }

    [SkippableFact]
    public async Task Todays_rules_are_applied_to_archived_pages_once_and_without_asking_anybody()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var page = Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p><div class=\"plea\">Our readers in the old town keep this paper alive, all of them, every day.</div>");
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: origin.Publish("/a", page)))));
        await PollAsync(db, feed);
        await db.Get<FullTexts>().ReadDueAsync(default);
        var asked = origin.Requests.Count;
        var rules = Path.Combine(Path.GetTempPath(), $"rules-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(rules, "rules:\n- feed: news\n  remove: .plea\n  replace:\n  - pattern: The council\n    with: The town council\n");
        await using var later = db.Another(("Extracting:Rules", rules));

        async Task<int> ReplayAsync(bool isTry)
        {
            var changes = 0;
            await foreach (var document in later.Get<PageReplay>().RunAsync(new DocumentFilter(), isTry, default))
                changes += document.Changes.Count;
            return changes;
        }

        Assert.Equal(1, await ReplayAsync(isTry: true));
        Assert.Equal($"page 2 {Pages.First}", await db.AskAsync(Body));
        Assert.Equal(1, await ReplayAsync(isTry: false));
        Assert.Equal($"page 3 {Pages.First.Replace("The council", "The town council", StringComparison.Ordinal)}", await db.AskAsync(Body));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM article WHERE body LIKE '%keep this paper alive%'"));
        Assert.Equal(0, await ReplayAsync(isTry: false));
        Assert.Equal(asked, origin.Requests.Count);
        File.Delete(rules);
    }

    [SkippableFact]
    public async Task An_archived_page_has_no_say_once_the_feed_said_something_else()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var link = origin.Publish("/a", Page);
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: link)), "\"1\""));
        await PollAsync(db, feed);
        await db.Get<FullTexts>().ReadDueAsync(default);
        origin.Publish("/feed", Rss.Feed(Rss.Item("a", "Other words for the same story.", link)), "\"2\"");
        await PollAsync(db, feed);
        var before = await db.AskAsync("SELECT revision || headline || dek FROM article");

        await foreach (var document in db.Get<PageReplay>().RunAsync(new DocumentFilter(), isTry: false, default))
            Assert.Empty(document.Changes);

        Assert.Equal(before, await db.AskAsync("SELECT revision || headline || dek FROM article"));
    }

    [SkippableFact]
    public async Task A_line_that_recurs_on_a_site_is_taken_off_until_an_operator_keeps_it()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        const string Plea = "Journalism like this lives from the people of this old town by the sea who read it.";
        string Item(int number) => Rss.Item($"n{number}", link: origin.Publish($"/n{number}", Pages.With($"<p>{Pages.First} Number {number}.</p><p>{Pages.Second}</p><p>{Plea}</p>")));
        var feed = await db.AddAsync(url: origin.Publish("/feed", Rss.Feed([.. Enumerable.Range(1, 4).Select(Item)])));
        await PollAsync(db, feed);
        const string WithPlea = $"SELECT string_agg(guid, ' ' ORDER BY guid) FROM article WHERE body LIKE '%{Plea}'";

        for (var i = 0; i < 4; i++)
            await db.Get<FullTexts>().ReadDueAsync(default);
        var learned = Assert.Single(await db.Get<FurnitureStore>().ListAsync("127.0.0.1", 3, 10, default), line => line.Text == Plea);
        Assert.Equal(2, (await db.AskAsync(WithPlea))!.Split(' ').Length);

        Assert.True(await db.Get<FurnitureStore>().KeepAsync(learned.Id, keeps: true, default));
        await db.AskAsync("UPDATE feed_memory SET item_window = NULL, etag = NULL, body_hash = NULL RETURNING 1");
        await PollAsync(db, feed);
        await db.Get<FullTexts>().ReadDueAsync(default);
        Assert.Equal("n1 n2 n3 n4", await db.AskAsync(WithPlea));
    }

    [SkippableFact]
    public async Task What_a_page_calls_its_own_address_is_another_name_of_its_article()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var link = origin.Publish("/a", Canonical(origin["/story/a-1"]));
        await PollAsync(db, await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("a", link: link)))));
        await db.Get<FullTexts>().ReadDueAsync(default);

        await PollAsync(db, await db.AddAsync("other", origin.Publish("/other", Rss.Feed(Rss.Item("b", link: origin["/story/a-1"])))));

        Assert.Equal("1 2", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM sighting))"));
    }

    [SkippableFact]
    public async Task An_address_that_another_article_owns_is_noted_and_nothing_is_lost()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        var first = origin.Publish("/story/a-1", Page);
        var second = origin.Publish("/a", Canonical(first));
        await PollAsync(db, await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(Rss.Item("x", link: first)))));
        await PollAsync(db, await db.AddAsync("other", origin.Publish("/other", Rss.Feed(Rss.Item("y", link: second)))));
        await db.Get<FullTexts>().ReadDueAsync(default);

        Assert.Equal("2 1 1", await db.AskAsync("""
            SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM event WHERE kind = 'canonical'),
                (SELECT owner_id FROM page_canonical JOIN article ON article.id = article_id WHERE guid = 'y'))
            """));
    }

    [SkippableFact]
    public async Task A_site_whose_pages_share_an_address_is_not_believed()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var origin = await Origin.StartAsync();
        string[] names = ["a", "b", "c", "d"];
        var items = names.Select(name => Rss.Item(name, link: origin.Publish($"/{name}", Canonical(origin["/story/all-1"])))).ToArray();
        await PollAsync(db, await db.AddAsync(url: origin.Publish("/feed", Rss.Feed(items))));
        await db.Get<FullTexts>().ReadDueAsync(default);

        await PollAsync(db, await db.AddAsync("other", origin.Publish("/other", Rss.Feed(Rss.Item("e", link: origin["/story/all-1"])))));

        Assert.Equal("5 4", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM article), (SELECT count(*) FROM page_canonical))"));
    }

    private static string Canonical(string url) => Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>", $"<link rel=\"canonical\" href=\"{url}\">");

    private static async Task<Poll> PollAsync(TestDatabase db, long feed) => await db.Pipeline.PollAsync(await db.ClaimAsync(feed), default);
}
