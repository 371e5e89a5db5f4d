using System.Text.Json;
using System.Text.RegularExpressions;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Deduplicating;

/// <summary>Feeds over time, each with one way in which publishers make items hard to tell apart: <c>1.xml</c>, <c>2.xml</c>… and <c>1-other.xml</c> of a second feed.
/// Found by a glob: a folder needs no code.</summary>
[Collection(DatabaseTests.Name)]
public sealed partial class IdentityFixtureTests(TestServer server)
{
    private const int Shuffles = 3;
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Deduplicating", "Fixtures", "identity");
    private static readonly string[] Unwritten = ["article", "article_key", "sighting", "change", "article_revision", "url_parameter", "event"];

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Fixtures).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task Every_item_is_one_article_whatever_its_feed_calls_it(string name)
    {
        await using var db = await TestDatabase.CreateAsync(server);

        await PollAllAsync(db, name, order: null);

        Assert.Equal(Expected(name), await OutcomeAsync(db, name));
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task The_order_of_the_items_never_matters(string name)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        await PollAllAsync(db, name, order: null);
        var expected = await GroupsAsync(db);

        for (var seed = 1; seed <= Shuffles; seed++)
        {
            await db.AskAsync("TRUNCATE article, feed_definition, feed_url, event, quarantine, change, url_parameter, document, likeness, copy_text, copy_sketch_0, copy_sketch_1, copy_key_0, copy_key_1 RESTART IDENTITY CASCADE");
            await PollAllAsync(db, name, new Random(seed));

            Assert.Equal(expected, await GroupsAsync(db));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task The_last_document_in_any_order_writes_nothing_more(string name)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await PollAllAsync(db, name, order: null);
        var last = Documents(name, "?.xml")[^1];
        await db.PollAsync(feed, await File.ReadAllTextAsync(last));
        var before = await db.RowsAsync(Unwritten);

        for (var seed = 1; seed <= Shuffles; seed++)
            await db.PollAsync(feed, Shuffled(await File.ReadAllTextAsync(last), new Random(seed)));

        Assert.Equal(before, await db.RowsAsync(Unwritten));
    }

    private static async Task<long> PollAllAsync(TestDatabase db, string name, Random? order)
    {
        var feed = await db.AddAsync();
        var other = await db.AddAsync("other");
        foreach (var document in Documents(name, "*.xml"))
        {
            var text = await File.ReadAllTextAsync(document);
            await db.PollAsync(document.EndsWith("-other.xml", StringComparison.Ordinal) ? other : feed, order is null ? text : Shuffled(text, order));
        }

        return feed;
    }

    private static IReadOnlyList<string> Documents(string name, string pattern) =>
        [.. Directory.GetFiles(Path.Combine(Fixtures, name), pattern).Order(StringComparer.Ordinal)];

    private static string Shuffled(string document, Random order)
    {
        var items = Item().Matches(document).Select(match => match.Value).ToArray();
        order.Shuffle(items);
        var next = 0;
        return Item().Replace(document, _ => items[next++]);
    }

    private static string Expected(string name)
    {
        var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures, name, "expected.json"))).RootElement;
        return string.Join(", ", expected.EnumerateObject().Where(value => value.Name != "why")
            .Select(value => $"{value.Name} {(value.Value.ValueKind == JsonValueKind.Array ? string.Join(' ', value.Value.EnumerateArray()) : value.Value)}"));
    }

    private static async Task<string> OutcomeAsync(TestDatabase db, string name)
    {
        var asked = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Fixtures, name, "expected.json"))).RootElement;
        var outcome = new List<string>();
        foreach (var value in asked.EnumerateObject().Where(value => value.Name != "why"))
            outcome.Add($"{value.Name} {await db.AskAsync(Questions[value.Name])}");
        return string.Join(", ", outcome);
    }

    private static Dictionary<string, string> Questions => new()
    {
        ["articles"] = "SELECT count(*) FROM article",
        ["revisions"] = "SELECT count(*) FROM article_revision",
        ["events"] = "SELECT count(*) FROM event WHERE kind = 'identity'",
        ["sightings"] = "SELECT count(*) FROM sighting",
        ["removed"] = "SELECT count(*) FROM article WHERE removed_at IS NOT NULL",
        ["identity"] = "SELECT identity FROM feed WHERE name = 'news'",
        ["classes"] = "SELECT string_agg(class, ' ' ORDER BY id) FROM article_revision",
        ["withdrawn"] = "SELECT count(*) FROM change WHERE kind = 'withdrawn'",
    };

    /// <summary>What was taken for one article: all headlines and texts it ever had, in the order of time.</summary>
    private static async Task<string?> GroupsAsync(TestDatabase db) => await db.AskAsync("""
        SELECT string_agg(words, E'\n' ORDER BY words) FROM (
            SELECT string_agg(headline || ' ' || COALESCE(body, dek, ''), ' > ' ORDER BY number) || (SELECT count(*) FROM sighting WHERE article_id = id) AS words
            FROM (SELECT id, revision AS number, headline, dek, body FROM article
                  UNION ALL SELECT article_id, revision, headline, dek, body FROM article_revision) AS states
            GROUP BY id) AS articles
        """);

    [GeneratedRegex("    <(?<kind>item|entry)>.*?</\\k<kind>>", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Item();
}
