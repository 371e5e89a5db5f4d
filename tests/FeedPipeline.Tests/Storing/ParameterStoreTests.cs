using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Tests.Storing;

[Collection(DatabaseTests.Name)]
public sealed class ParameterStoreTests(TestServer server)
{
    [SkippableFact]
    public async Task A_parameter_in_which_the_addresses_of_many_items_differ_is_left_out_from_then_on()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        await db.PollAsync(feed, Rss.Feed(Items(20, "morning")));
        await db.PollAsync(feed, Rss.Feed(Items(19, "noon")));
        Assert.Empty(await db.Another().Get<ParameterStore>().ListAsync(null, all: false, 10, default));
        await db.PollAsync(feed, Rss.Feed(Items(2, "evening")));

        var learned = Assert.Single(await db.Another().Get<ParameterStore>().ListAsync("news.example", all: false, 10, default));
        Assert.Equal(("news.example", "edition", 21, 0), (learned.Host, learned.Name, learned.Same, learned.Other));

        await using var later = db.Another();
        await later.PollAsync(await later.AddAsync("other"), Rss.Feed(Items(20, "night", "b")));
        await later.PollAsync(await later.AddAsync("third"), Rss.Feed(Items(20, "dawn", "c")));
        Assert.Equal("40", await db.AskAsync("SELECT count(*) FROM article"));

        Assert.True(await later.Get<ParameterStore>().KeepAsync("news.example", "edition", keeps: true, default));
        await later.PollAsync(await later.AddAsync("fourth"), Rss.Feed(Items(20, "dusk", "d")));
        Assert.Equal("60", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task One_pair_of_different_pages_keeps_a_parameter_for_good()
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var other = Rss.Item("z", "Quite another story.", "http://news.example/s?n=0&amp;edition=special");
        await db.PollAsync(feed, Rss.Feed([other, .. Items(20, "morning")]));
        await db.PollAsync(feed, Rss.Feed(Items(20, "noon")));
        await db.PollAsync(feed, Rss.Feed(Items(20, "evening")));

        Assert.Empty(await db.Another().Get<ParameterStore>().ListAsync(null, all: false, 10, default));
        Assert.Contains(await db.Another().Get<ParameterStore>().ListAsync(null, all: true, 10, default), parameter => parameter is { Name: "edition", Other: 1 });
        Assert.Contains(await db.Another().Get<ParameterStore>().ListAsync(null, all: true, 10, default), parameter => parameter is { Name: "n", Same: 0 });
        Assert.Equal("21", await db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableFact]
    public async Task What_was_never_seen_cannot_be_kept()
    {
        await using var db = await TestDatabase.CreateAsync(server);

        Assert.False(await db.Get<ParameterStore>().KeepAsync("news.example", "edition", keeps: true, default));
        Assert.False((await db.Get<ParameterStore>().LearnedAsync(default)).Contains("edition=1", "news.example"));
        Assert.Equal(20, LearnedParameters.Lessons);
    }

    private static string[] Items(int count, string edition, string prefix = "a") =>
    [
        .. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}"))
            .Select(number => Rss.Item(prefix + number, $"Story {number}, as it happened.", $"http://news.example/s?n={number}&amp;edition={edition}")),
    ];
}
