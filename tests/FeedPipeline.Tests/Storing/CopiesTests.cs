using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Tests.Deduplicating.Copies;

namespace FeedPipeline.Tests.Storing;

/// <summary>Copies are told in the commit of their articles.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CopiesTests(TestServer server)
{
    private const string Labels = "SELECT string_agg(concat(headline, '>', (SELECT headline FROM article AS original WHERE original.id = article.copy_of)), ' ' ORDER BY headline) FROM article";
    private static readonly string Story = Texts.English(1, 400);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task A_copy_is_labelled_from_the_start_with_its_evidence()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story)));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Texts.Edited(Story, 3, 18)), Item("c", Texts.English(2, 300))));

        Assert.Equal("a> b>a c>", await db.AskAsync(Labels));
        Assert.Equal("created created created", await db.AskAsync("SELECT string_agg(kind, ' ') FROM change"));
        Assert.Equal("b a body t", await db.AskAsync("""
            SELECT concat_ws(' ', one.headline, other.headline, kinship, of_shorter > 0.5 AND of_longer > 0.45 AND shared >= 8)
            FROM likeness JOIN article AS one ON one.id = article_id JOIN article AS other ON other.id = other_id
            """));
    }

    [SkippableFact]
    public async Task Texts_of_one_batch_are_judged_among_each_other()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        await db.PollAsync(await db.AddAsync(), Rss.Feed(Item("a", Story), Item("b", Story + " The end."), Item("c", Texts.Part(Story, 0, 40))));

        Assert.Equal("a> b>a c>a", await db.AskAsync(Labels));
        Assert.Equal("b-a c-a", await db.AskAsync("""
            SELECT string_agg(one.headline || '-' || other.headline, ' ' ORDER BY one.headline)
            FROM likeness JOIN article AS one ON one.id = article_id JOIN article AS other ON other.id = other_id
            """));
    }

    [SkippableFact]
    public async Task An_older_original_that_comes_late_takes_over_the_group()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story, Noon), Item("b", Story + " The end.", Noon.AddHours(1))));

        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("old", Texts.Edited(Story, 3, 18), Noon.AddHours(-2))));

        Assert.Equal("a>old b>old old>", await db.AskAsync(Labels));
        Assert.Equal("a b", await db.AskAsync("SELECT string_agg(headline, ' ' ORDER BY headline) FROM change JOIN article ON article.id = article_id WHERE kind = 'labelled' AND changed_fields = '{copy_of}'"));
    }

    [SkippableFact]
    public async Task A_day_alone_is_not_older_than_an_hour_of_it()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story, Noon)));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Story).Replace("</item>", "<pubDate>2026-03-01</pubDate></item>", StringComparison.Ordinal)));

        Assert.Equal("a> b>a", await db.AskAsync(Labels));
    }

    [SkippableFact]
    public async Task A_text_that_is_edited_is_judged_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var (one, two) = (await db.AddAsync("one"), await db.AddAsync("two"));
        await db.PollAsync(one, Rss.Feed(Item("a", Story)));
        await db.PollAsync(two, Rss.Feed(Item("b", Story)));

        await db.PollAsync(two, Rss.Feed(Item("b", Texts.English(5, 300))));
        Assert.Equal("a> b>", await db.AskAsync(Labels));
        await db.PollAsync(two, Rss.Feed(Item("b", Texts.Edited(Story, 2, 20))));
        Assert.Equal("a> b>a", await db.AskAsync(Labels));

        Assert.Equal("created created revised labelled revised labelled", await db.AskAsync("SELECT string_agg(kind, ' ' ORDER BY seq) FROM change"));
        Assert.Equal("1 1", await db.AskAsync($"SELECT concat_ws(' ', (SELECT count(*) FROM likeness), (SELECT count(*) FROM copy_text WHERE article_id = (SELECT id FROM article WHERE headline = 'b')))"));
    }

    [SkippableFact]
    public async Task An_edit_that_changes_no_text_changes_no_label()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var two = await db.AddAsync("two");
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story)));
        await db.PollAsync(two, Rss.Feed(Item("b", Story)));
        var before = await db.RowsAsync("copy_sketch_0", "copy_key_0", "likeness");

        await db.PollAsync(two, Rss.Feed(Item("b", Story).Replace("<title>b", "<title>B", StringComparison.Ordinal)));

        Assert.Equal("a", await db.AskAsync("SELECT original.headline FROM article JOIN article AS original ON original.id = article.copy_of WHERE article.headline = 'B' AND article.revision = 2"));
        Assert.Equal(before, await db.RowsAsync("copy_sketch_0", "copy_key_0", "likeness"));
    }

    [SkippableFact]
    public async Task An_original_that_says_something_else_leaves_its_copies_to_the_next()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var one = await db.AddAsync("one");
        await db.PollAsync(one, Rss.Feed(Item("a", Story)));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Story + " The end.")));
        await db.PollAsync(await db.AddAsync("three"), Rss.Feed(Item("c", Texts.Edited(Story, 1, 30))));

        await db.PollAsync(one, Rss.Feed(Item("a", Texts.English(5, 300))));
        await db.PollAsync(await db.AddAsync("four"), Rss.Feed(Item("d", Texts.Edited(Story, 2, 30))));

        Assert.Equal("a> b> c>b d>b", await db.AskAsync(Labels));
    }

    [SkippableFact]
    public async Task An_original_whose_text_grows_keeps_its_copies()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var one = await db.AddAsync("one");
        await db.PollAsync(one, Rss.Feed(Item("a", Texts.Part(Story, 0, 60))));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Texts.Part(Story, 0, 58))));

        await db.PollAsync(one, Rss.Feed(Item("a", Story)));

        Assert.Equal("a> b>a", await db.AskAsync(Labels));
        Assert.Equal("created created revised", await db.AskAsync("SELECT string_agg(kind, ' ' ORDER BY seq) FROM change"));
    }

    [SkippableFact]
    public async Task Two_workers_with_one_text_each_make_one_group()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        var (one, other) = (await db.ClaimAsync(await db.AddAsync("one")), await db.ClaimAsync(await db.AddAsync("other")));
        var held = await db.HoldAsync("SELECT FROM feed_schedule FOR UPDATE");

        var polls = Task.WhenAll(db.TakeInAsync(one, Rss.Feed(Item("a", Story))), another.TakeInAsync(other, Rss.Feed(Item("b", Story))));
        await db.AwaitWaitingAsync(2);
        await held.DisposeAsync();
        await polls;

        Assert.Equal("1 1", await db.AskAsync("SELECT concat_ws(' ', count(copy_of), count(*) FILTER (WHERE copy_of IS NULL)) FROM article"));
    }

    /// <summary>Each waits for the other's turn, also where one rewrites what the other points to.</summary>
    [SkippableFact]
    public async Task Workers_that_store_copies_of_one_another_at_the_same_time_never_deadlock()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await using var another = db.Another();
        List<long> feeds = [];
        for (var i = 0; i < 6; i++)
            feeds.Add(await db.AddAsync($"feed{i}"));

        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(feeds.Select((feed, i) => (i % 2 == 0 ? db : another).PollAsync(feed, Rss.Feed(
                [.. Enumerable.Range(0, 5).Select(text => Item($"{i}-{text}", Texts.Edited(Texts.English(100 + text, 200), (round * 7) + i, 40), Noon.AddHours(-round * i)))]))));
        }

        Assert.Equal("5 30", await db.AskAsync("SELECT concat_ws(' ', count(*) FILTER (WHERE copy_of IS NULL), count(*)) FROM article"));
        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM article JOIN article AS original ON original.id = article.copy_of WHERE original.copy_of IS NOT NULL"));
        Assert.Equal("0", await db.AskAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [SkippableFact]
    public async Task What_an_operator_kept_apart_stays_apart()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var two = await db.AddAsync("two");
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story)));
        await db.PollAsync(two, Rss.Feed(Item("b", Story)));
        await db.AskAsync("UPDATE article SET copy_of = NULL");
        await db.AskAsync("INSERT INTO kept_apart SELECT one.id, other.id, 'operator', now() FROM article AS one, article AS other WHERE one.id <> other.id");

        await db.PollAsync(two, Rss.Feed(Item("b", Story + " The end.")));
        await db.PollAsync(await db.AddAsync("three"), Rss.Feed(Item("c", Texts.Edited(Story, 1, 50))));

        Assert.Equal("a> b> c>a", await db.AskAsync(Labels));
    }

    [SkippableFact]
    public async Task Generations_take_turns_and_equal_texts_are_found_for_good()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story)));

        Assert.False(await db.Get<CopyGenerations>().TurnAsync(default));
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal("1", await db.AskAsync("SELECT count(*) FROM copy_sketch_0"));
            await db.AskAsync("UPDATE copy_generation SET started_at = started_at - interval '30 days 1 second'");
            Assert.True(await db.Get<CopyGenerations>().TurnAsync(default));
        }

        Assert.Equal("0", await db.AskAsync("SELECT count(*) FROM copy_sketch_0"));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Story), Item("c", Texts.Edited(Story, 1, 18))));
        Assert.Equal("a> b>a c>a", await db.AskAsync(Labels));
        Assert.Equal("2", await db.AskAsync("SELECT count(*) FROM copy_sketch_0"));
    }

    [SkippableFact]
    public async Task An_edit_takes_its_text_into_the_current_generation()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync("one");
        await db.PollAsync(feed, Rss.Feed(Item("a", Story)));
        await db.AskAsync("UPDATE copy_generation SET started_at = started_at - interval '30 days 1 second'");
        await db.Get<CopyGenerations>().TurnAsync(default);

        await db.PollAsync(feed, Rss.Feed(Item("a", Texts.Edited(Story, 1, 50))));

        Assert.Equal("0 0 1 t", await db.AskAsync("""
            SELECT concat_ws(' ', (SELECT count(*) FROM copy_sketch_0), (SELECT count(*) FROM copy_key_0), (SELECT count(*) FROM copy_sketch_1), (SELECT count(*) > 10 FROM copy_key_1))
            """));
    }

    /// <summary>A crash of the server empties what is not logged.</summary>
    [SkippableFact]
    public async Task Keys_that_a_crash_took_are_restored_from_the_sketches()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var keys = db.Get<CopyKeys>();
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story), Item("b", Story + " The end."), Item("c", Texts.English(3, 200))));
        const string All = "SELECT string_agg(key::text, ' ' ORDER BY key, number) FROM copy_key_0";
        var before = await db.AskAsync(All);
        Assert.Equal(0, await keys.RestoreAsync(default));

        await db.AskAsync("TRUNCATE copy_key_0, copy_key_1, copy_key_whole");
        Assert.Equal(3, await keys.RestoreAsync(default));
        Assert.Equal(0, await keys.RestoreAsync(default));

        Assert.Equal(before, await db.AskAsync(All));
    }

    [SkippableFact]
    public async Task Switched_off_it_costs_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Deduplicating:Copies", "false"));

        await db.PollAsync(await db.AddAsync(), Rss.Feed(Item("a", Story), Item("b", Story)));

        Assert.Equal("a> b>", await db.AskAsync(Labels));
        Assert.Equal("0 0", await db.AskAsync("SELECT concat_ws(' ', (SELECT count(*) FROM copy_sketch_0), (SELECT count(*) FROM copy_text))"));
    }

    [SkippableFact]
    public async Task A_feed_that_says_the_same_a_hundred_times_writes_no_article_sighting_or_change()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var document = Rss.Feed([.. Enumerable.Range(0, 20).Select(i => Item($"a{i}", Texts.English(i / 2, 100)))]);
        await db.PollAsync(feed, document);
        string[] tables = ["article", "article_key", "sighting", "change", "likeness", "copy_sketch_0", "copy_key_0", "copy_text"];
        var before = await db.RowsAsync(tables);

        for (var poll = 0; poll < 100; poll++)
            await db.PollAsync(feed, document);

        Assert.Equal(before, await db.RowsAsync(tables));
    }

    /// <summary>A text that a page completes is judged by what the page says.</summary>
    [SkippableFact]
    public async Task A_text_from_a_page_is_judged_again()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await db.PollAsync(await db.AddAsync("one"), Rss.Feed(Item("a", Story)));
        await db.PollAsync(await db.AddAsync("two"), Rss.Feed(Item("b", Texts.English(4, 40))));
        var pages = db.Get<PageStore>();
        DuePage? page;
        while ((page = await pages.ClaimAsync([], TestDatabase.Lease, default)) is not null)
        {
            var known = (await pages.ArticleAsync(page.ArticleId, default))!;
            var full = new Arrival(new IdentifiedItem { Item = page.Item, Keys = [], Position = 1, Hash = 0 }, known.Content with { Body = Texts.Edited(Story, 1, 20), BodySource = BodySource.Page });
            if (known.Content.Headline == "b")
                Assert.True(await pages.SaveAsync(page, known, new PageFinding(new FetchedDocument { Body = default }, new Verdict.Revised(full, known, ["body"], RevisionClass.Update, null), IsWhole: false, Alias: null), default));
        }

        Assert.Equal("a> b>a", await db.AskAsync(Labels));
    }

    private static string Item(string name, string text, DateTimeOffset? at = null) =>
        Rss.Item(name, text).Replace("Title of ", "", StringComparison.Ordinal)
            .Replace("</item>", at is { } date ? FormattableString.Invariant($"<pubDate>{date:r}</pubDate></item>") : "</item>", StringComparison.Ordinal);
}
