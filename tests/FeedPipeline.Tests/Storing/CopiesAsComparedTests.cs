using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;
using FeedPipeline.Tests.Deduplicating.Copies;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

/// <summary>What the store says of texts that come in batches is what <c>compare</c> says of all of them at once.</summary>
[Collection(DatabaseTests.Name)]
public sealed class CopiesAsComparedTests(TestServer server)
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task Made_up_texts() =>
        await CompareAsync([.. Enumerable.Range(0, 25).Select(i => Texts.English(i, 60 + (i * 40)))]);

    [SkippableFact]
    public async Task News_of_the_corpus()
    {
        var place = Path.Combine(Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS") ?? "", "neardup", "base");
        Skip.IfNot(Directory.Exists(place), "FEEDPIPELINE_CORPUS names no corpus with texts in neardup/base.");

        var rows = Directory.EnumerateFiles(place, "*.csv").Order().SelectMany(file => File.ReadAllText(file).Split("\n\n"));
        await CompareAsync([.. rows.Where(text => text.Length > 600).Take(120)]);
    }

    private async Task CompareAsync(string[] bases)
    {
        await using var db = await TestDatabase.CreateAsync(server);
        var feed = await db.AddAsync();
        var furniture = Texts.English(9_999, 60);
        var items = bases.SelectMany((text, i) => Kinds(text, bases[(i + 1) % bases.Length], i, furniture)).ToList();
        var random = new Random(7);
        for (var at = 0; at < items.Count;)
        {
            var batch = items.Skip(at).Take(random.Next(1, 30)).ToList();
            await db.PollAsync(feed, Rss.Feed([.. batch.Select((text, i) => Item(at + i, text))]));
            at += batch.Count;
        }

        var options = new DeduplicatingOptions();
        var groups = new CopyGroups(options);
        var labels = new List<(long Id, long? CopyOf)>();
        await using var command = db.Get<NpgsqlDataSource>().CreateCommand("SELECT id, headline, body, published_at, copy_of FROM article ORDER BY id");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            groups.Add(new SketchedText(rows.GetInt64(0), Sketcher.Sketch(rows.GetString(1), rows.GetString(2), options), rows.GetFieldValue<DateTimeOffset>(3)));
            labels.Add((rows.GetInt64(0), rows.IsDBNull(4) ? null : rows.GetInt64(4)));
        }

        Assert.Equal(items.Count, labels.Count);
        Assert.InRange(labels.Count(label => label.CopyOf is not null), items.Count / 3, items.Count);
        Assert.Equal([.. labels.Select(label => groups.CopyOf(label.Id))], labels.Select(label => label.CopyOf));
    }

    /// <summary>A text, copies of it, and texts that only share words with it.</summary>
    private static IEnumerable<string> Kinds(string text, string next, int seed, string furniture)
    {
        var words = text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var whole = string.Join(' ', words);
        yield return whole;
        yield return Texts.Edited(whole, seed % 20, 20);
        yield return $"{furniture} {whole}";
        yield return Texts.Part(whole, 0, Math.Min(words.Length, 45));
        yield return $"{next} {Texts.Part(whole, words.Length / 2, Math.Min(words.Length, (words.Length / 2) + 60))}";
        yield return Texts.Edited(whole, (seed + 3) % 12, 12);
        yield return $"{whole} {Texts.English(50_000 + seed, 80)}";
        yield return $"{Texts.English(70_000 + seed, 200)} {furniture}";
    }

    // Some come before what they are copies of.
    private static string Item(int number, string text) => Rss.Item($"i{number}", System.Net.WebUtility.HtmlEncode(System.Net.WebUtility.HtmlEncode(text)))
        .Replace("</item>", FormattableString.Invariant($"<pubDate>{Day.AddMinutes((number * 7) - (number % 5 * 40)):r}</pubDate></item>"), StringComparison.Ordinal);
}
