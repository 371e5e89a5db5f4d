using FeedPipeline.Articles;
using Npgsql;

namespace FeedPipeline.Storing.Articles;

/// <summary>Writes the addresses that pages call their own: keys of their articles, unless their host says the same of page after page.</summary>
internal static class AliasWrites
{
    /// <summary>Pages that may share one address until their host is not believed any more.</summary>
    private const int Most = 3;

    private static readonly string IsBroken = FormattableString.Invariant($"EXISTS (SELECT FROM page_canonical WHERE host = $2 GROUP BY key HAVING count(*) >= {Most})");

    /// <summary>The claim with whoever owns the address, the key where it is free, and word to an operator where it is not.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(DuePage page, PageAlias alias) =>
    [
        // Pages of one host one after the other, or none of them would see that the others say the same.
        Command(page, alias, "SELECT pg_advisory_xact_lock(hashtextextended($2, 0))"),
        Command(page, alias, """
            INSERT INTO page_canonical (article_id, host, url, key, owner_id, at)
            SELECT $1, $2, $3, $4, (SELECT article_id FROM article_key WHERE key = $4 AND article_id <> $1), now()
            ON CONFLICT (article_id) DO UPDATE SET host = excluded.host, url = excluded.url, key = excluded.key, owner_id = excluded.owner_id, at = excluded.at
            """),
        Command(page, alias, $"""
            INSERT INTO article_key (key, article_id, kind) SELECT $4, $1, 'url' WHERE NOT {IsBroken}
            ON CONFLICT (key) DO NOTHING
            """),
        Command(page, alias, $"""
            DELETE FROM article_key AS own USING page_canonical AS claim
            WHERE claim.host = $2 AND own.key = claim.key AND own.article_id = claim.article_id AND {IsBroken}
            """),
        Command(page, alias, $"""
            INSERT INTO event (feed_id, kind, detail, opened_at, last_at, count)
            SELECT $5, 'canonical', format('the page of article %s calls the address of article %s its own (%s): perhaps one article twice', $1, owner_id, left($3, 150)), now(), now(), 1
            FROM page_canonical WHERE article_id = $1 AND owner_id IS NOT NULL AND NOT {IsBroken}
            ON CONFLICT (feed_id, kind) WHERE closed_at IS NULL DO UPDATE SET last_at = now(), count = event.count + 1, detail = excluded.detail
            """),
    ];

    private static NpgsqlBatchCommand Command(DuePage page, PageAlias alias, string sql) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = page.ArticleId },
            new NpgsqlParameter<string> { TypedValue = alias.Host },
            new NpgsqlParameter<string> { TypedValue = alias.Url },
            new NpgsqlParameter<Guid> { TypedValue = alias.Key.Hash },
            new NpgsqlParameter<long> { TypedValue = page.FeedId },
        },
    };
}
