using System.Text.Json;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Articles;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace FeedPipeline.Storing.Pages;

/// <summary>Asks for the pages of new and changed articles, in the commit of the articles themselves.</summary>
internal static class PageWrites
{
    /// <summary>A changed item asks again, whatever became of the last attempt.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Want(IReadOnlyList<CompletedPoll> polls, IReadOnlyList<NewArticle> unseen)
    {
        var wanted = unseen.Select(article => new Wanted(article.Id, article.Poll, article.Arrival))
            .Concat(polls.SelectMany(poll => poll.Verdicts.OfType<Verdict.Revised>(), (poll, verdict) => new Wanted(verdict.Known.Id, poll, verdict.Arrival)))
            .Concat(polls.SelectMany(poll => poll.Verdicts.OfType<Verdict.Sighted>(), (poll, verdict) => new Wanted(verdict.ArticleId, poll, verdict.Arrival)))
            .Where(page => page.Arrival is { WantsPage: true, Article.Url: not null })
            .DistinctBy(page => page.ArticleId).OrderBy(page => page.ArticleId).ToList();
        if (wanted.Count == 0)
            yield break;

        yield return new RowArrays<Wanted>(wanted)
            .With(Bigint, page => page.ArticleId)
            .With(Bigint, page => page.Poll.Claim.Feed.Id)
            .With(Text, page => page.Arrival.Article.Url)
            .With(Jsonb, page => JsonSerializer.Serialize(page.Arrival.Item.Item, TableJson.Options))
            .With(Jsonb, page => JsonSerializer.Serialize(Context(page.Poll.Document), TableJson.Options))
            .Command("""
                INSERT INTO page_due (article_id, feed_id, url, item, document, due_at, fence, attempts)
                SELECT article_id, feed_id, url, item, document, now(), 0, 0 FROM unnest($1, $2, $3, $4, $5) AS wanted (article_id, feed_id, url, item, document)
                ON CONFLICT (article_id) DO UPDATE SET
                    feed_id = excluded.feed_id, url = excluded.url, item = excluded.item, document = excluded.document,
                    due_at = excluded.due_at, attempts = 0, lease_until = NULL, fence = page_due.fence + 1
                """);
    }

    // What normalizing an item takes from its document.
    private static FeedDocument Context(FeedDocument? document) =>
        new() { Title = document?.Title, Link = document?.Link, Language = document?.Language, Rights = document?.Rights };

    private sealed record Wanted(long ArticleId, CompletedPoll Poll, Arrival Arrival);
}
