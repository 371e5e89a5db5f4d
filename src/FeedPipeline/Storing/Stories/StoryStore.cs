using FeedPipeline.Stories;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Stories;

/// <summary>What is known of stories: reports that wait, threads they may belong to, and how common words are.</summary>
public sealed class StoryStore(NpgsqlDataSource database)
{
    /// <summary>Threads that one term may lead to: the newest. A term of more says little.</summary>
    private const int ThreadsPerTerm = 200;

    /// <summary>Terms that a thread and a report share at least to be held against each other.</summary>
    private const int LeastShared = 2;

    /// <summary>Articles that are not in any thread yet, the first seen first; those whose page is still to be read only after <paramref name="settle"/>.</summary>
    public async Task<IReadOnlyList<WaitingReport>> WaitingAsync(TimeSpan window, TimeSpan settle, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand("""
            SELECT id, lower(COALESCE(substring(language FROM '^[A-Za-z]{2,3}'), 'und')), LEAST(published_at, first_seen_at), headline, dek, left(body, 20000), now() - first_seen_at
            FROM article
            WHERE first_seen_at > now() - $1 AND merged_into IS NULL
              AND NOT EXISTS (SELECT FROM story_report WHERE article_id = article.id)
              AND (first_seen_at < now() - $2 OR NOT EXISTS (SELECT FROM page_due WHERE page_due.article_id = article.id AND page_due.due_at IS NOT NULL))
            ORDER BY first_seen_at, id LIMIT $3
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = window });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var waiting = new List<WaitingReport>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            waiting.Add(new WaitingReport(
                rows.GetInt64(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetString(3), Text(rows, 4), Text(rows, 5), rows.GetFieldValue<TimeSpan>(6)));
        }

        return waiting;
    }

    /// <summary>How many reports had these terms lately; the older, the less they count.</summary>
    public async Task<IDictionary<int, float>> DocumentsAsync(IEnumerable<int> terms, TimeSpan halfLife, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT term, (documents * 0.5 ^ LEAST(100, extract(epoch FROM now() - at) / extract(epoch FROM $2::interval)))::real FROM story_word WHERE term = ANY ($1)");
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. terms] });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = halfLife });
        var documents = new Dictionary<int, float>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            documents[rows.GetInt32(0)] = rows.GetFloat(1);
        return documents;
    }

    /// <summary>Threads that share terms with any of these reports, each given by its heaviest terms.</summary>
    public async Task<IReadOnlyList<StoryThread>> ThreadsAsync(IReadOnlyList<IReadOnlyList<int>> reports, CancellationToken stop)
    {
        List<(int Report, int Term)> wanted = [.. reports.SelectMany((terms, report) => terms.Select(term => (report, term)))];
        if (wanted.Count == 0)
            return [];

        await using var batch = database.CreateBatch();
        var command = new RowArrays<(int Report, int Term)>(wanted).With(NpgsqlDbType.Integer, want => want.Report).With(NpgsqlDbType.Integer, want => want.Term).Command("""
            SELECT thread.id, thread.language, thread.headline, thread.first_at, thread.last_at, thread.reports, thread.terms, thread.weights
            FROM (
                SELECT DISTINCT thread_id
                FROM unnest($1, $2) AS wanted (report, term)
                CROSS JOIN LATERAL (SELECT thread_id FROM story_term WHERE story_term.term = wanted.term ORDER BY thread_id DESC LIMIT $3) AS found
                GROUP BY report, thread_id HAVING count(*) >= $4) AS found
            JOIN story_thread AS thread ON thread.id = found.thread_id
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ThreadsPerTerm });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LeastShared });
        batch.BatchCommands.Add(command);
        var threads = new List<StoryThread>();
        await using var rows = await batch.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            threads.Add(Thread(rows));
        return threads;
    }

    /// <summary>All reports of these threads that are still remembered.</summary>
    public async Task<ILookup<long, (Report Report, IReadOnlyList<StoryTerm> Terms)>> ReportsAsync(IReadOnlyCollection<StoryThread> threads, CancellationToken stop)
    {
        var languages = threads.ToDictionary(thread => thread.Id, thread => thread.Language);
        await using var command = database.CreateCommand("SELECT thread_id, article_id, at, headline, terms, weights FROM story_report WHERE thread_id = ANY ($1) ORDER BY at");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. languages.Keys] });
        var reports = new List<(long Thread, (Report Report, IReadOnlyList<StoryTerm> Terms) Told)>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var terms = Terms(rows.GetFieldValue<int[]>(4), rows.GetFieldValue<float[]>(5));
            var report = new Report { ArticleId = rows.GetInt64(1), Language = languages[rows.GetInt64(0)], At = rows.GetFieldValue<DateTimeOffset>(2), Headline = rows.GetString(3), Terms = terms };
            reports.Add((rows.GetInt64(0), (report, terms)));
        }

        return reports.ToLookup(told => told.Thread, told => told.Told);
    }

    /// <summary>So many ids for new threads.</summary>
    public async Task<Queue<long>> ReserveAsync(int count, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT nextval('story_id_seq') FROM generate_series(1, $1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        var ids = new Queue<long>(count);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            ids.Enqueue(rows.GetInt64(0));
        return ids;
    }

    /// <summary>Stores what was decided, in one commit: the labels of articles and their entries in the change log, threads, and words.</summary>
    public async Task SaveAsync(IReadOnlyList<StoryChange> changes, IReadOnlyDictionary<int, float> counted, IReadOnlyDictionary<long, IReadOnlyList<StoryTerm>> vectors, TimeSpan halfLife, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in StoryWrites.Commands(changes, counted, vectors, halfLife))
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Forgets threads, reports and words that nothing can be held against any more.</summary>
    public async Task ForgetAsync(TimeSpan window, TimeSpan halfLife, CancellationToken stop)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Older("DELETE FROM story_thread WHERE last_at < now() - $1", window));
        // Longer: an article whose report is forgotten must be too old to be taken for one that waits.
        batch.BatchCommands.Add(Older("DELETE FROM story_report USING article WHERE article.id = article_id AND story_report.at < now() - $1 AND article.first_seen_at < now() - $1", window + window));
        batch.BatchCommands.Add(Older("DELETE FROM story_word WHERE at < now() - $1", halfLife * 3));
        await batch.ExecuteNonQueryAsync(stop);
    }

    internal static IReadOnlyList<StoryTerm> Terms(int[] terms, float[] weights) => [.. terms.Zip(weights, (term, weight) => new StoryTerm(term, weight))];

    private static NpgsqlBatchCommand Older(string sql, TimeSpan age) => new(sql) { Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = age } } };

    private static StoryThread Thread(NpgsqlDataReader rows) => new()
    {
        Id = rows.GetInt64(0),
        Language = rows.GetString(1),
        Headline = rows.GetString(2),
        FirstAt = rows.GetFieldValue<DateTimeOffset>(3),
        LastAt = rows.GetFieldValue<DateTimeOffset>(4),
        Reports = rows.GetInt32(5),
        Terms = Terms(rows.GetFieldValue<int[]>(6), rows.GetFieldValue<float[]>(7)),
    };

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}

/// <summary>An article that is in no thread yet.</summary>
/// <param name="ArticleId">Its id.</param>
/// <param name="Language">Primary language subtag; <c>und</c> when nobody says.</param>
/// <param name="At">When it was published, but never later than it was seen.</param>
/// <param name="Headline">Its headline.</param>
/// <param name="Dek">Its dek.</param>
/// <param name="Body">The beginning of its body.</param>
/// <param name="Age">Time since it was seen.</param>
public sealed record WaitingReport(long ArticleId, string Language, DateTimeOffset At, string Headline, string? Dek, string? Body, TimeSpan Age);
