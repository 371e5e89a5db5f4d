using System.Net;
using FeedPipeline.Storing.Search;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Web;

/// <summary>Articles by their words.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SearchTests(TestServer server)
{
    private static readonly string[] News =
    [
        Rss.Item("one", "The ministers were negotiating about fishing quotas for hours."),
        Rss.Item("two", "Die Minister verhandelten stundenlang über Fangquoten in den Häfen."),
        Rss.Item("three", "Ministers met in the harbour, and nobody was fishing."),
        Rss.Item("four", "昨日の 会議 は 長く 続いた"),
    ];

    [SkippableFact]
    public async Task Words_are_found_in_every_language_in_whatever_form_they_have_there()
    {
        await using var house = await OpenAsync();

        Assert.Equal("one three", await FoundAsync(house, "minister fish"));
        Assert.Equal("two", await FoundAsync(house, "Hafen"));
        Assert.Equal("one two three", await FoundAsync(house, "minister"));
        Assert.Equal("two", await FoundAsync(house, "minister -fishing"));
        Assert.Equal("one two", await FoundAsync(house, "quotas or Fangquote"));
        Assert.Equal("one", await FoundAsync(house, "\"fishing quotas\""));
        Assert.Equal("four", await FoundAsync(house, "会議"));
        Assert.Equal("one", await FoundAsync(house, "\"title of one\""));
        Assert.Equal("", await FoundAsync(house, "the"));
        Assert.Equal("one three", await FoundAsync(house, "minister", "&language=en"));
        Assert.Equal("two", await FoundAsync(house, "minister", "&language=de-AT"));
    }

    [SkippableTheory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\"\"\"\"")]
    [InlineData("& | ! ( ) <-> :*")]
    [InlineData("a:* & !b <2> c")]
    [InlineData("-")]
    [InlineData("-a -b or or or")]
    [InlineData("'; DROP TABLE article; --")]
    [InlineData("\\' \\\" %00 %s {0}")]
    [InlineData("\u202e\ufeff\u200b")]
    [InlineData("😀 👨‍👩‍👧")]
    public async Task Whatever_is_asked_is_answered(string words)
    {
        await using var house = await OpenAsync();

        var answer = await house.GetAsync("/api/articles?q=" + Uri.EscapeDataString(words));

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("4", await house.Db.AskAsync("SELECT count(*) FROM article"));
    }

    [SkippableTheory]
    [InlineData(500, 'x')]
    [InlineData(500, '"')]
    [InlineData(500, '語')]
    [InlineData(500, '-')]
    public async Task However_long_it_is(int length, char letter)
    {
        await using var house = await OpenAsync();

        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/api/articles?q=" + Uri.EscapeDataString(new string(letter, length)))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await house.GetAsync("/api/articles?q=" + Uri.EscapeDataString(new string(letter, length + 1)))).Status);
    }

    [SkippableFact]
    public async Task Words_are_written_with_the_article_and_rewritten_only_when_they_change()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var feed = await house.StoreAsync("news", News);
        var before = await house.Db.RowsAsync("article_search");

        await house.Db.PollAsync(feed, Rss.Feed([.. News.Select(item => item.Replace("</item>", "<category>sea</category></item>", StringComparison.Ordinal))]));
        Assert.Equal(before, await house.Db.RowsAsync("article_search"));
        await house.Db.PollAsync(feed, Rss.Feed([Rss.Item("one", "The ministers went home without any agreement on herring at all."), .. News[1..]]));

        Assert.Equal("one", await FoundAsync(house, "herring"));
        Assert.Equal("three", await FoundAsync(house, "fishing"));
        Assert.Equal("4", await house.Db.AskAsync("SELECT count(*) FROM article_search"));
    }

    [SkippableFact]
    public async Task A_text_without_end_is_searched_by_its_beginning()
    {
        await using var house = await ApiHouse.OpenAsync(server);
        var words = string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"w{number:x}"));

        await house.StoreAsync("long", Rss.Item("one", $"beginning {words} ending"), Rss.Item("two", new string('x', 400_000)));

        Assert.Equal("2", await house.Db.AskAsync("SELECT count(*) FROM article"));
        Assert.Equal("one", await FoundAsync(house, "beginning"));
        Assert.Equal("", await FoundAsync(house, "ending"));
    }

    [SkippableFact]
    public async Task Where_search_is_off_nothing_is_kept_for_it_and_what_was_missed_is_read_later()
    {
        await using var house = await ApiHouse.OpenAsync(server, ("Storing:Search", "false"));
        await house.StoreAsync("news", News);

        var refused = await house.GetAsync("/api/articles?q=minister");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Storing__Search is off", refused.Detail, StringComparison.Ordinal);
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM article_search"));

        await using var on = house.Db.Another(("Storing:Search", "true"));
        var search = on.Get<SearchStore>();
        Assert.Equal((4, 0), (await search.FillAsync(1000, default), await search.FillAsync(1000, default)));
        Assert.Equal("4", await house.Db.AskAsync("SELECT count(*) FROM article_search"));
        await house.Db.Get<SearchStore>().FillAsync(1000, default);
        Assert.Equal("0", await house.Db.AskAsync("SELECT count(*) FROM article_search"));
    }

    private async Task<ApiHouse> OpenAsync()
    {
        var house = await ApiHouse.OpenAsync(server);
        await house.StoreAsync("news", News);
        // What the items are in is not what this is about.
        await house.Db.AskAsync("""
            UPDATE article SET language = CASE headline WHEN 'Title of two' THEN 'de-AT' WHEN 'Title of four' THEN 'ja' ELSE 'en' END;
            TRUNCATE article_search
            """);
        await house.Db.Get<SearchStore>().FillAsync(1000, default);
        return house;
    }

    private static async Task<string> FoundAsync(ApiHouse house, string words, string more = "")
    {
        var list = await house.JsonAsync($"/api/articles?q={Uri.EscapeDataString(words)}{more}");
        string[] order = ["one", "two", "three", "four"];
        return string.Join(' ', list["items"]!.AsArray().Select(item => ((string)item!["headline"]!)[9..]).OrderBy(name => Array.IndexOf(order, name)));
    }
}
