using System.Globalization;
using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.Documents;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Articles;

/// <summary>Writes articles, their revisions and the change log.</summary>
internal static class ArticleWrites
{
    /// <summary>The content's columns, in the order in which <see cref="WithContent"/> passes them.</summary>
    private const string ContentColumns =
        "headline, dek, byline, authors, published_at, published_precision, published_offset, modified_at, photo_credit, photo_caption, photo_url, " +
        "body, body_html, body_source, language, url, canonical_url, section, tags, guid, access, rights, enclosures, word_count, provenance";

    /// <summary>The same columns as values of the row <c>brought</c>; lists travel as one text.</summary>
    private const string ContentValues =
        "brought.headline, brought.dek, brought.byline, string_to_array(brought.authors, E'\\x1f'), brought.published_at, brought.published_precision, " +
        "brought.published_offset, brought.modified_at, brought.photo_credit, brought.photo_caption, brought.photo_url, brought.body, brought.body_html, " +
        "brought.body_source, brought.language, brought.url, brought.canonical_url, brought.section, string_to_array(brought.tags, E'\\x1f'), brought.guid, " +
        "brought.access, brought.rights, brought.enclosures, brought.word_count, brought.provenance";

    /// <summary>When the words of a row were stated.</summary>
    private const string StatedAt = $"COALESCE(brought.stated_at, CASE WHEN brought.is_older THEN {OlderPage.StatedAt} ELSE now() END)";

    private const int Columns = 28;


    /// <summary>New articles, with an entry each in the change log.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Insert(IReadOnlyList<NewArticle> unseen, JudgedCopies copies)
    {
        if (unseen.Count == 0)
            yield break;

        var rows = new RowArrays<NewArticle>(unseen)
            .With(Bigint, article => article.Id)
            .With(TimestampTz, article => article.StatedAt)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, article => article.IsPast);
        yield return WithContent(rows, article => article.Arrival.Article)
            .With(Bigint, article => article.Poll.Claim.Feed.Id)
            .With(TimestampTz, article => article.Poll.Again?.FirstSeenAt)
            .With(Bigint, article => copies.CopyOf(article.Id))
            .Command($"""
                INSERT INTO article (id, feed_id, revision, copy_of, first_seen_at, updated_at, stated_at, {ContentColumns})
                SELECT brought.id, owner, 1, copy_of, COALESCE(brought.first_seen_at, now()), now(), {StatedAt}, {ContentValues}
                FROM {Brought("owner, first_seen_at, copy_of")}
                """);
        yield return new RowArrays<NewArticle>(unseen)
            .With(Bigint, article => article.Id)
            .Command("""
                INSERT INTO change (article_id, kind, revision, changed_fields, at)
                SELECT article_id, 'created', 1, '{}', now() FROM unnest($1) AS brought (article_id)
                """);
    }

    /// <summary>Keeps the state before, replaces it, and logs the change.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Revise(IReadOnlyList<RevisedArticle> revised)
    {
        if (revised.Count == 0)
            yield break;

        yield return new RowArrays<RevisedArticle>(revised)
            .With(Bigint, article => article.Verdict.Known.Id)
            .With(Text, article => TableNaming.Of(article.Verdict.Class))
            .WithList(article => article.Verdict.ChangedFields)
            .With(Text, article => article.Verdict.Diff)
            .Command("""
                WITH kept AS (
                    INSERT INTO article_revision (article_id, revision, class, at, headline, dek, byline, body, changed_fields, diff)
                    SELECT article.id, article.revision, brought.class, now(), article.headline, article.dek, article.byline, article.body,
                           string_to_array(brought.changed_fields, E'\x1f'), brought.diff
                    FROM article JOIN unnest($1, $2, $3, $4) AS brought (id, class, changed_fields, diff) USING (id)
                    RETURNING article_id, revision, class, changed_fields)
                INSERT INTO change (article_id, kind, class, revision, changed_fields, at)
                SELECT article_id, 'revised', class, revision + 1, changed_fields, now() FROM kept
                """);
        var rows = new RowArrays<RevisedArticle>(revised)
            .With(Bigint, article => article.Verdict.Known.Id)
            .With(TimestampTz, article => article.Poll?.Again?.StatedAt)
            .With(NpgsqlTypes.NpgsqlDbType.Boolean, article => article.IsPast);
        yield return WithContent(rows, article => article.Verdict.Arrival.Article).Command($"""
            UPDATE article SET (revision, updated_at, stated_at, {ContentColumns}) = (article.revision + 1, now(), {StatedAt}, {ContentValues})
            FROM {Brought()} WHERE article.id = brought.id
            """);
    }

    /// <summary>The parameters as the rows <c>brought</c>: id, time, content, and columns beyond them.</summary>
    private static string Brought(string? more = null)
    {
        var count = Columns + (more?.Split(',').Length ?? 0);
        var parameters = string.Join(", ", Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}")));
        return $"unnest({parameters}) AS brought (id, stated_at, is_older, {ContentColumns}{(more is null ? string.Empty : ", " + more)})";
    }

    private static RowArrays<T> WithContent<T>(RowArrays<T> rows, Func<T, Article> article) => rows
        .With(Text, row => article(row).Headline)
        .With(Text, row => article(row).Dek)
        .With(Text, row => article(row).Byline)
        .WithList(row => article(row).Authors)
        .With(TimestampTz, row => article(row).PublishedAt?.ToUniversalTime())
        .With(Text, row => TableNaming.Of(article(row).PublishedPrecision))
        .With(Interval, row => article(row).PublishedOffset)
        .With(TimestampTz, row => article(row).ModifiedAt?.ToUniversalTime())
        .With(Text, row => article(row).PhotoCredit)
        .With(Text, row => article(row).PhotoCaption)
        .With(Text, row => article(row).PhotoUrl)
        .With(Text, row => article(row).Body)
        .With(Text, row => article(row).BodyHtml)
        .With(Text, row => TableNaming.Of(article(row).BodySource))
        .With(Text, row => article(row).Language)
        .With(Text, row => article(row).Url)
        .With(Text, row => article(row).CanonicalUrl)
        .With(Text, row => article(row).Section)
        .WithList(row => article(row).Tags)
        .With(Text, row => article(row).Guid)
        .With(Text, row => TableNaming.Of(article(row).Access))
        .With(Text, row => article(row).Rights)
        .With(Jsonb, row => JsonSerializer.Serialize(article(row).Enclosures, TableJson.Options))
        .With(Integer, row => article(row).WordCount)
        .With(Jsonb, row => JsonSerializer.Serialize(article(row).Provenance, TableJson.Options));
}

/// <summary>An article whose content changed.</summary>
/// <param name="Verdict">How.</param>
/// <param name="Poll">The poll that brings the change; null when its page does.</param>
/// <param name="IsPast">Only an older document lists it.</param>
internal sealed record RevisedArticle(Verdict.Revised Verdict, CompletedPoll? Poll, bool IsPast);
