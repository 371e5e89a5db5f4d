using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Search;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Tests.Storing;

/// <summary>That listings read what they list, and not the table.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ArticleReadsTests(TestServer server)
{
    private const int Articles = 40_000;

    [SkippableFact]
    public async Task No_listing_reads_the_whole_table()
    {
        await using var db = await FilledAsync();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-Articles / 2);
        (string What, ArticleQuery Query)[] listings =
        [
            ("all", new()),
            ("going on", new() { After = new ListPlace(at, Articles / 2) }),
            ("since and until", new() { Since = at, Until = at.AddHours(1) }),
            ("feed", new() { FeedId = 7 }),
            ("feed, going on", new() { FeedId = 7, After = new ListPlace(at, Articles / 2) }),
            ("story", new() { StoryId = 3 }),
            ("language", new() { Language = "de" }),
            ("language with region", new() { Language = "de-AT" }),
            ("rare language", new() { Language = "yi" }),
            ("without copies", new() { Copies = false }),
            ("address", new() { CanonicalUrl = "https://news.example/777" }),
            ("rare word", new() { Words = "w777" }),
            ("common word", new() { Words = "everywhere" }),
            ("words of a feed", new() { Words = "everywhere", FeedId = 7 }),
        ];
        List<string> slow = [];
        foreach (var (what, query) in listings)
        {
            var plan = await ExplainAsync(db, query);
            if (plan.Contains("Seq Scan", StringComparison.Ordinal))
                slow.Add($"{what}:\n{plan}");
        }

        Assert.True(slow.Count == 0, string.Join("\n\n", slow));
    }

    [SkippableTheory]
    [InlineData(null, true, 150)]
    [InlineData(3, true, 600)]
    [InlineData(3, false, 600)]
    public async Task Pages_of_a_word_that_few_have_are_all_of_them_each_once_and_in_order(int? feed, bool copies, int every)
    {
        await using var db = await FilledAsync();
        var query = new ArticleQuery { Words = "m3", FeedId = feed, Copies = copies };
        List<long> found = [];
        for (ArticlePage? page = null; page is null || page.Next is not null;)
        {
            page = await db.Get<ArticlePages>().FindAsync(query with { After = page?.Next }, 100, default);
            found.AddRange(page.Articles.Select(article => article.Id));
        }

        // The higher a number, the longer ago.
        Assert.Equal(Enumerable.Range(0, Articles).Select(number => 3L + (number * every)).TakeWhile(id => id <= Articles).Where(id => copies || id % 7 != 0), found);
    }

    [SkippableTheory]
    [InlineData("past", 20_001)]
    [InlineData("aged", 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000, 20_001)]
    public async Task Words_of_the_past_are_found_behind_all_that_is_new(string word, params int[] first)
    {
        await using var db = await FilledAsync();

        var found = await db.Get<ArticlePages>().FindAsync(new ArticleQuery { Words = word }, 100, default);

        Assert.Equal(first.Concat(Enumerable.Range(20_002, 100 - first.Length)).Select(id => (long)id), found.Articles.Select(article => article.Id));
    }

    private static async Task<string> ExplainAsync(TestDatabase db, ArticleQuery query)
    {
        await using var context = await db.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync();
        var articles = query.Apply(context.Articles);
        await using var command = query.Words is { } words
            ? ArticleSearch.Walk(context, articles, ArticleSearch.Having(words, ["english", "german", "simple"])).Take(101).CreateDbCommand()
            : articles.Select(article => new { article.Id, article.FirstSeenAt, article.UpdatedAt }).Take(101).CreateDbCommand();
        command.CommandText = "EXPLAIN " + command.CommandText;
        await context.Database.OpenConnectionAsync();
        List<string> lines = [];
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            lines.Add(rows.GetString(0));
        return string.Join('\n', lines);
    }

    private async Task<TestDatabase> FilledAsync()
    {
        var db = await TestDatabase.CreateAsync(server);
        await db.AskAsync($"""
            INSERT INTO article (id, headline, authors, published_precision, body, body_source, language, url, canonical_url, tags, access, enclosures, word_count, provenance, feed_id, revision, story_id, copy_of, first_seen_at, updated_at, stated_at)
            SELECT n, 'Title of ' || n, ARRAY[]::text[], 'unknown', 'everywhere w' || n || ' m' || n % 150 || CASE WHEN n > 20000 THEN ' past' ELSE '' END || CASE WHEN n > 20000 OR n % 2000 = 0 THEN ' aged' ELSE '' END || repeat(' word', 100), 'feed',
                   CASE WHEN n % 1000 = 0 THEN 'yi' WHEN n % 10 = 0 THEN 'de' WHEN n % 10 = 1 THEN 'de-AT' ELSE 'en' END,
                   'http://news.example/' || n, 'https://news.example/' || n, ARRAY[]::text[], 'free', '[]', 102, jsonb_build_object(), n % 200, 1, CASE WHEN n % 50 = 0 THEN n % 400 END, CASE WHEN n % 7 = 0 THEN 1 END,
                   now() - n * interval '1 minute', now(), now()
            FROM generate_series(1, {Articles}) AS n
            """);
        await db.Get<SearchStore>().FillAsync(Articles, default);
        await db.AskAsync("ANALYZE article");
        await db.AskAsync("ANALYZE article_search");
        return db;
    }
}
