using FeedPipeline.Storing.Articles;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Search;

/// <summary>Keeps the words of articles for full-text search, in the commit of the articles themselves.</summary>
internal static class SearchWrites
{
    /// <summary>Fields whose words are searched, and the one that says how they are read.</summary>
    private static readonly string[] Searched = ["headline", "dek", "body", "language"];

    /// <summary>The words of new articles, and of those whose words changed. Nothing where <c>Storing:Search</c> is off.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(StoringOptions options, IReadOnlyList<NewArticle> unseen, IReadOnlyList<RevisedArticle> revised)
    {
        if (!options.Search)
            yield break;

        long[] changed = [.. unseen.Select(article => article.Id), .. revised.Where(article => article.Verdict.ChangedFields.Any(Searched.Contains)).Select(article => article.Verdict.Known.Id)];
        if (changed.Length > 0)
            yield return Read(changed, options.SearchCharacters);
    }

    /// <summary>Reads these articles' words, as they stand in the table by then.</summary>
    public static NpgsqlBatchCommand Read(long[] ids, int characters)
    {
        // A vector holds a megabyte at most, and more would fail the whole batch.
        var command = new NpgsqlBatchCommand("""
            INSERT INTO article_search AS known (article_id, config, vector, first_seen_at)
            SELECT article.id, config,
                   setweight(to_tsvector(config::regconfig, left(headline, $4)), 'A') || setweight(to_tsvector(config::regconfig, left(COALESCE(dek, ''), $4)), 'B')
                       || setweight(to_tsvector(config::regconfig, left(COALESCE(body, ''), $4)), 'D'), article.first_seen_at
            FROM article
            LEFT JOIN unnest($2, $3) AS tongue (language, of_it) ON tongue.language = split_part(article.language, '-', 1)
            CROSS JOIN LATERAL (SELECT COALESCE(of_it, 'simple') AS config) AS chosen
            WHERE article.id = ANY ($1)
            ON CONFLICT (article_id) DO UPDATE SET config = excluded.config, vector = excluded.vector
                WHERE (known.config, known.vector) IS DISTINCT FROM (excluded.config, excluded.vector)
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        command.Parameters.Add(new NpgsqlParameter { Value = SearchLanguages.Configs.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = SearchLanguages.Configs.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = characters });
        return command;
    }
}
