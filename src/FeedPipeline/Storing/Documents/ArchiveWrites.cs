using System.Security.Cryptography;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Polls;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Documents;

/// <summary>Writes the documents of polls into the archive.</summary>
internal static class ArchiveWrites
{
    /// <summary>Each document once for its feed; one that comes back was used again. Of one poll the newest page comes first.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Commands(IReadOnlyList<CompletedPoll> polls)
    {
        List<Kept> kept = [.. polls
            .SelectMany(poll => poll.Archived.Select(document => new Kept(poll.Claim.Feed.Id, document.Kind == ArchivedKind.Earlier, document)))
            .DistinctBy(row => (row.FeedId, Convert.ToHexString(row.Document.Hash)))];
        if (kept.Count == 0)
            return [];

        return
        [
            new RowArrays<Kept>(kept)
                .With(Bigint, row => row.FeedId)
                .With(NpgsqlTypes.NpgsqlDbType.Boolean, row => row.IsOlder)
                .With(Text, row => TableNaming.Of(row.Document.Kind))
                .With(Bytea, row => row.Document.Hash)
                .With(Text, row => row.Document.Url)
                .With(Text, row => row.Document.MediaType)
                .With(Text, row => row.Document.Charset)
                .With(Text, row => row.Document.ContentLocation)
                .With(Text, row => row.Document.ContentLanguage)
                .With(Integer, row => row.Document.Bytes)
                .With(Bytea, row => row.Document.Content)
                .Command($"""
                    INSERT INTO document (feed_id, kind, hash, url, media_type, charset, content_location, content_language, bytes, content, fetched_at, last_used_at)
                    SELECT feed_id, kind, hash, url, media_type, charset, content_location, content_language, bytes, content, at, at
                    FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                         AS used (feed_id, is_older, kind, hash, url, media_type, charset, content_location, content_language, bytes, content)
                    CROSS JOIN LATERAL (SELECT CASE WHEN is_older THEN {OlderPage.StatedAt} ELSE now() END AS at) AS stated
                    ON CONFLICT (feed_id, hash) DO UPDATE SET last_used_at = GREATEST(document.last_used_at, excluded.last_used_at), url = excluded.url,
                        media_type = excluded.media_type, charset = excluded.charset,
                        content_location = excluded.content_location, content_language = excluded.content_language
                    """),
        ];
    }

    /// <summary>An article's page with what its feed said of it: the last one only, so that it can be read again.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Page(DuePage page, FetchedDocument fetched)
    {
        var document = ArchivedDocument.Of(fetched, SHA256.HashData(fetched.Body.Span), ArchivedKind.Page);
        var before = new NpgsqlBatchCommand("DELETE FROM document WHERE article_id = $1");
        before.Parameters.Add(new NpgsqlParameter<long> { TypedValue = page.ArticleId });
        var insert = new NpgsqlBatchCommand("""
            INSERT INTO document (feed_id, kind, article_id, said, hash, url, media_type, charset, content_location, content_language, bytes, content, fetched_at, last_used_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now(), now())
            ON CONFLICT (feed_id, hash) DO UPDATE SET article_id = excluded.article_id, said = excluded.said, url = excluded.url, last_used_at = excluded.last_used_at
            """);
        foreach (var (type, value) in new (NpgsqlTypes.NpgsqlDbType, object?)[]
        {
            (Bigint, page.FeedId), (Text, TableNaming.Of(document.Kind)), (Bigint, page.ArticleId), (Jsonb, JsonSerializer.Serialize(new SaidOfArticle(page.Url, page.Item, page.Document), TableJson.Options)),
            (Bytea, document.Hash), (Text, document.Url), (Text, document.MediaType), (Text, document.Charset), (Text, document.ContentLocation), (Text, document.ContentLanguage),
            (Integer, document.Bytes), (Bytea, document.Content),
        })
            insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return [before, insert];
    }

    private sealed record Kept(long FeedId, bool IsOlder, ArchivedDocument Document);
}

/// <summary>What <see cref="ArchivedDocument.Said"/> holds.</summary>
internal sealed record SaidOfArticle(string Url, FeedItem Item, FeedDocument Document);

/// <summary>Pages that lead back from a feed's document were stated before it, however they were fetched with it.</summary>
internal static class OlderPage
{
    /// <summary>When an older page counts as stated, in SQL.</summary>
    public const string StatedAt = "now() - interval '1 second'";
}
