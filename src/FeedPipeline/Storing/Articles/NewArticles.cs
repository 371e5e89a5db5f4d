using FeedPipeline.Articles;
using FeedPipeline.Polls;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Articles;

/// <summary>An article about to be stored, with its id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Poll">The poll that brings it.</param>
/// <param name="Arrival">The item with its article.</param>
/// <param name="IsPast">Only an older document lists it.</param>
internal sealed record NewArticle(long Id, CompletedPoll Poll, Arrival Arrival, bool IsPast)
{
    /// <summary>When its document was used; null for this poll's own time.</summary>
    public DateTimeOffset? StatedAt => Poll.Again?.StatedAt;
}

/// <summary>Ids and keys of new articles: where the database's unique keys judge who came first.</summary>
internal static class NewArticles
{
    /// <summary>An id for every article that these polls bring.</summary>
    public static async Task<IReadOnlyList<NewArticle>> ReserveAsync(NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CancellationToken stop)
    {
        var unseen = polls.SelectMany(poll => poll.AllVerdicts.Where(judged => judged.Verdict is Verdict.Unseen), (poll, judged) => (Poll: poll, judged.Verdict.Arrival, judged.IsPast)).ToList();
        if (unseen.Count == 0)
            return [];

        await using var command = new NpgsqlCommand("SELECT nextval('article_id_seq') FROM generate_series(1, $1)", connection);
        command.Parameters.AddWithValue(unseen.Count);
        var reserved = new List<NewArticle>(unseen.Count);
        await using var ids = await command.ExecuteReaderAsync(stop);
        while (await ids.ReadAsync(stop))
        {
            var (poll, arrival, isPast) = unseen[reserved.Count];
            reserved.Add(new NewArticle(ids.GetInt64(0), poll, arrival, isPast));
        }

        return reserved;
    }

    /// <summary>Takes the articles' keys; returns the polls that were overtaken, and gives back whatever those had taken.</summary>
    public static async Task<IReadOnlySet<CompletedPoll>> ClaimKeysAsync(NpgsqlConnection connection, IReadOnlyList<NewArticle> unseen, CancellationToken stop)
    {
        var wanted = unseen.SelectMany(article => article.Arrival.Item.Keys, (article, key) => (Article: article, Key: key)).ToList();
        if (wanted.Count == 0)
            return new HashSet<CompletedPoll>();

        // Sorted, so that two workers that want the same keys wait for each other instead of deadlocking.
        var inOrder = wanted.DistinctBy(want => want.Key.Hash).OrderBy(want => want.Key.Hash).ToList();
        var taken = await InsertAsync(connection, inOrder, stop);
        var owners = inOrder.Where(want => taken.Contains(want.Key.Hash)).ToDictionary(want => want.Key.Hash, want => want.Article.Id);
        var overtaken = wanted.Where(want => !owners.TryGetValue(want.Key.Hash, out var owner) || owner != want.Article.Id)
            .Select(want => want.Article.Poll).ToHashSet();
        if (overtaken.Count > 0)
            await GiveBackAsync(connection, [.. unseen.Where(article => overtaken.Contains(article.Poll)).Select(article => article.Id)], stop);
        return overtaken;
    }

    private static async Task<IReadOnlySet<Guid>> InsertAsync(
        NpgsqlConnection connection, IReadOnlyList<(NewArticle Article, ArticleKey Key)> wanted, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new RowArrays<(NewArticle Article, ArticleKey Key)>(wanted)
            .With(NpgsqlDbType.Uuid, want => want.Key.Hash)
            .With(NpgsqlDbType.Bigint, want => want.Article.Id)
            .With(NpgsqlDbType.Text, want => TableNaming.Of(want.Key.Kind))
            .Command("""
                INSERT INTO article_key (key, article_id, kind)
                SELECT key, article_id, kind FROM unnest($1, $2, $3) AS wanted (key, article_id, kind)
                ON CONFLICT (key) DO NOTHING
                RETURNING key
                """));

        var taken = new HashSet<Guid>();
        await using var rows = await batch.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            taken.Add(rows.GetGuid(0));
        return taken;
    }

    private static async Task GiveBackAsync(NpgsqlConnection connection, long[] articleIds, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("DELETE FROM article_key WHERE article_id = ANY ($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = articleIds });
        await command.ExecuteNonQueryAsync(stop);
    }
}
