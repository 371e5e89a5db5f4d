using FeedPipeline.Stories;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Stories;

/// <summary>Writes threads, the stories that become of them, and the labels of their articles.</summary>
internal static class StoryWrites
{
    /// <summary>Terms by which a thread is found.</summary>
    private const int FoundBy = 24;

    /// <summary>All of it, in the order of the decisions.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(
        IReadOnlyList<StoryChange> changes, IReadOnlyDictionary<int, float> counted, IReadOnlyDictionary<long, IReadOnlyList<StoryTerm>> vectors, TimeSpan halfLife)
    {
        var threads = new Dictionary<long, StoryThread>();
        var ended = new Dictionary<long, long>();
        foreach (var change in changes)
        {
            if (change is StoryChange.Told told)
            {
                threads[told.Thread.Id] = told.Thread;
                yield return Report(told.Report, told.Thread.Id, told.Likeness, vectors[told.Report.ArticleId]);
            }
            else if (change is StoryChange.Merged merged)
            {
                threads[merged.Into.Id] = merged.Into;
                threads.Remove(merged.FromId);
                ended[merged.FromId] = merged.Into.Id;
                yield return Move(merged.FromId, merged.Into.Id);
                yield return Log("merged", merged.Into.Id, merged.FromId, merged.Likeness);
            }
            else if (change is StoryChange.Split split)
            {
                (threads[split.Own.Id], threads[split.From.Id]) = (split.Own, split.From);
                yield return Report(split.Report, split.Own.Id, likeness: null, vectors[split.Report.ArticleId]);
                yield return Log("split", split.From.Id, split.Own.Id, split.Likeness);
            }
        }

        foreach (var thread in threads.Values)
            yield return Thread(thread);
        foreach (var command in Terms([.. threads.Values], [.. threads.Keys, .. ended.Keys]))
            yield return command;
        foreach (var command in Ended(ended))
            yield return command;
        yield return Stories([.. threads.Keys]);
        yield return Labels([.. threads.Keys]);
        yield return Words(counted, halfLife);
    }

    private static NpgsqlBatchCommand Report(Report report, long thread, double? likeness, IReadOnlyList<StoryTerm> vector) => new("""
        INSERT INTO story_report (article_id, thread_id, at, headline, likeness, terms, weights) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (article_id) DO UPDATE SET thread_id = excluded.thread_id, likeness = excluded.likeness
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = report.ArticleId },
            new NpgsqlParameter<long> { TypedValue = thread },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = report.At.ToUniversalTime() },
            new NpgsqlParameter<string> { TypedValue = report.Headline },
            new NpgsqlParameter { Value = likeness is { } stated ? (float)stated : DBNull.Value, NpgsqlDbType = Real },
            new NpgsqlParameter<int[]> { TypedValue = [.. vector.Select(term => term.Hash)] },
            new NpgsqlParameter<float[]> { TypedValue = [.. vector.Select(term => term.Weight)] },
        },
    };

    private static NpgsqlBatchCommand Move(long from, long into) =>
        new("UPDATE story_report SET thread_id = $2 WHERE thread_id = $1") { Parameters = { new NpgsqlParameter<long> { TypedValue = from }, new NpgsqlParameter<long> { TypedValue = into } } };

    private static NpgsqlBatchCommand Log(string kind, long story, long other, double likeness) =>
        new("INSERT INTO story_log (at, kind, story_id, other_id, likeness) VALUES (now(), $1, $2, $3, $4)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = kind }, new NpgsqlParameter<long> { TypedValue = story },
                new NpgsqlParameter<long> { TypedValue = other }, new NpgsqlParameter<float> { TypedValue = (float)likeness },
            },
        };

    private static NpgsqlBatchCommand Thread(StoryThread thread) => new("""
        INSERT INTO story_thread (id, language, headline, first_at, last_at, reports, terms, weights) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET headline = excluded.headline, first_at = excluded.first_at, last_at = excluded.last_at,
            reports = excluded.reports, terms = excluded.terms, weights = excluded.weights
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = thread.Id },
            new NpgsqlParameter<string> { TypedValue = thread.Language },
            new NpgsqlParameter<string> { TypedValue = thread.Headline },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = thread.FirstAt.ToUniversalTime() },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = thread.LastAt.ToUniversalTime() },
            new NpgsqlParameter<int> { TypedValue = thread.Reports },
            new NpgsqlParameter<int[]> { TypedValue = [.. thread.Terms.Select(term => term.Hash)] },
            new NpgsqlParameter<float[]> { TypedValue = [.. thread.Terms.Select(term => term.Weight)] },
        },
    };

    private static IEnumerable<NpgsqlBatchCommand> Terms(IReadOnlyList<StoryThread> threads, long[] touched)
    {
        yield return new("DELETE FROM story_term WHERE thread_id = ANY ($1)") { Parameters = { new NpgsqlParameter<long[]> { TypedValue = touched } } };
        yield return new RowArrays<(int Term, long Thread)>([.. threads.SelectMany(thread => thread.Terms.Take(FoundBy), (thread, term) => (term.Hash, thread.Id))])
            .With(Integer, row => row.Term)
            .With(Bigint, row => row.Thread)
            .Command("INSERT INTO story_term (term, thread_id) SELECT term, thread_id FROM unnest($1, $2) AS found (term, thread_id)");
    }

    /// <summary>What was merged away keeps its row and points to where its articles are, also those that are too old to be reports.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Ended(IReadOnlyDictionary<long, long> ended)
    {
        foreach (var (from, into) in ended)
        {
            var last = into;
            while (ended.TryGetValue(last, out var next))
                last = next;
            yield return Labelled("SELECT id, $2 FROM article WHERE story_id = $1", from, last);
            yield return new("UPDATE story SET article_count = 0, merged_into = $2 WHERE id = $1") { Parameters = { new NpgsqlParameter<long> { TypedValue = from }, new NpgsqlParameter<long> { TypedValue = last } } };
            yield return new("DELETE FROM story_thread WHERE id = $1") { Parameters = { new NpgsqlParameter<long> { TypedValue = from } } };
        }
    }

    private static NpgsqlBatchCommand Stories(long[] touched) => new("""
        INSERT INTO story (id, headline, first_at, last_at, article_count, language)
        SELECT id, headline, first_at, last_at, reports, language FROM story_thread WHERE id = ANY ($1) AND (reports > 1 OR id IN (SELECT id FROM story))
        ON CONFLICT (id) DO UPDATE SET headline = excluded.headline, first_at = excluded.first_at, last_at = excluded.last_at, article_count = excluded.article_count
        """)
    { Parameters = { new NpgsqlParameter<long[]> { TypedValue = touched } } };

    /// <summary>Articles of a story have its id, those that stand alone have none.</summary>
    private static NpgsqlBatchCommand Labels(long[] touched) => Labelled(
        "SELECT article_id, CASE WHEN reports > 1 THEN thread_id END FROM story_report JOIN story_thread ON story_thread.id = thread_id WHERE thread_id = ANY ($1)", touched);

    private static NpgsqlBatchCommand Labelled(string wanted, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand($"""
            WITH wanted (id, story_id) AS ({wanted}),
            labelled AS (
                UPDATE article SET story_id = wanted.story_id, updated_at = now()
                FROM wanted WHERE article.id = wanted.id AND article.story_id IS DISTINCT FROM wanted.story_id
                RETURNING article.id, article.revision)
            INSERT INTO change (article_id, kind, revision, changed_fields, at) SELECT id, 'labelled', revision, ARRAY['story_id'], now() FROM labelled ORDER BY id
            """);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    private static NpgsqlBatchCommand Words(IReadOnlyDictionary<int, float> counted, TimeSpan halfLife)
    {
        var command = new RowArrays<KeyValuePair<int, float>>([.. counted.OrderBy(word => word.Key)])
            .With(Integer, word => word.Key)
            .With(Real, word => word.Value)
            .Command("""
                INSERT INTO story_word AS word (term, documents, at) SELECT term, documents, now() FROM unnest($1, $2) AS counted (term, documents)
                ON CONFLICT (term) DO UPDATE SET at = excluded.at,
                    documents = excluded.documents + word.documents * 0.5 ^ LEAST(100, extract(epoch FROM excluded.at - word.at) / extract(epoch FROM $3::interval))
                """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = halfLife });
        return command;
    }
}
