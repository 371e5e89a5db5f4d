using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;
using Polly.Retry;

namespace FeedPipeline.Storing.Polls;

/// <summary>Where many feeds meet: polls that end side by side are written together, each in one commit or not at all.</summary>
public sealed class PollStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly IDbContextFactory<FeedPipelineDb> contexts;
    private readonly CopyJudge copies;
    private readonly StoringOptions storing;
    private readonly ResiliencePipeline whileUnreachable;
    private readonly PollQueue quiet;
    private readonly PollQueue others;

    /// <summary>Starts to write what <see cref="SaveAsync"/> is given.</summary>
    public PollStore(NpgsqlDataSource database, IDbContextFactory<FeedPipelineDb> contexts, IOptions<StoringOptions> options, CopyJudge copies, TimeProvider clock)
    {
        this.copies = copies;
        storing = options.Value;
        this.database = database;
        this.contexts = contexts;
        whileUnreachable = WhileUnreachable(options.Value, clock);
        // Apart, because quiet polls are written in one statement, and nobody waits for them.
        quiet = new PollQueue(options.Value, options.Value.Gathering, clock, WriteAsync);
        others = new PollQueue(options.Value, TimeSpan.Zero, clock, WriteAsync);
    }

    /// <summary>The stored articles that own these keys.</summary>
    public async Task<IReadOnlyDictionary<ArticleKey, StoredArticle>> LookUpAsync(IEnumerable<ArticleKey> keys, CancellationToken stop) =>
        (await LookUpAsync([.. keys], [], stop)).Known;

    /// <summary>The stored articles that own these keys, and those with these ids.</summary>
    public async Task<(IReadOnlyDictionary<ArticleKey, StoredArticle> Known, IReadOnlyDictionary<long, StoredArticle> Articles)> LookUpAsync(
        IReadOnlyCollection<ArticleKey> keys, IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        var hashes = keys.Select(key => key.Hash).Distinct().ToArray();
        if (hashes.Length == 0)
            return (new Dictionary<ArticleKey, StoredArticle>(), new Dictionary<long, StoredArticle>());

        return await whileUnreachable.ExecuteAsync(async attempt => await LookUpOnceAsync(hashes, [.. ids.Distinct()], attempt), stop);
    }

    /// <summary>What a feed lists or listed, the newest first.</summary>
    public async Task<IReadOnlyList<PastSighting>> PastAsync(long feedId, int limit, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Sightings.Where(sighting => sighting.FeedId == feedId)
            .Join(db.Articles, sighting => sighting.ArticleId, article => article.Id, (sighting, article) => new { Sighting = sighting, article.Content.Headline, article.Content.PublishedAt })
            .OrderByDescending(seen => seen.Sighting.Id).Take(limit)
            .Select(seen => new PastSighting(seen.Sighting.ArticleId, seen.Sighting.Guid, seen.Sighting.Url, seen.Headline, seen.PublishedAt))
            .ToListAsync(stop);
    }

    /// <summary>What a feed's items are told apart by; its guid before the first document.</summary>
    public async Task<Identity> IdentityAsync(long feedId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var name = await db.FeedMemories.Where(memory => memory.FeedId == feedId).Select(memory => memory.Identity).FirstOrDefaultAsync(stop);
        return name is null ? Identity.Guid : TableNaming.Parse<Identity>(name) ?? Identity.Guid;
    }

    /// <summary>Which of these items are or were in quarantine, by their own keys.</summary>
    public async Task<IReadOnlySet<Guid>> KeptOutAsync(IEnumerable<Guid> keys, CancellationToken stop)
    {
        var wanted = keys.ToArray();
        if (wanted.Length == 0)
            return new HashSet<Guid>();

        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Quarantine.Where(kept => wanted.Contains(kept.Key)).Select(kept => kept.Key).ToHashSetAsync(stop);
    }

    /// <summary>Stores one poll, its articles, changes and validators in one commit, which it may share with other polls.</summary>
    /// <exception cref="NpgsqlException">The database stayed out of reach; the feed's lease ends and it is polled again.</exception>
    public Task<SaveResult> SaveAsync(CompletedPoll poll, CancellationToken stop) =>
        (PollBatch.IsLikelyQuiet(poll) ? quiet : others).SaveAsync(poll, stop);

    /// <summary>Writes what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        await quiet.DisposeAsync();
        await others.DisposeAsync();
    }

    private async Task<(IReadOnlyDictionary<ArticleKey, StoredArticle> Known, IReadOnlyDictionary<long, StoredArticle> Articles)> LookUpOnceAsync(
        Guid[] hashes, long[] ids, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var owned = await db.ArticleKeys
            .Where(key => hashes.Contains(key.Key))
            .Join(db.Articles, key => key.ArticleId, article => article.Id, (key, article) => new { key.Kind, key.Key, Article = article })
            .ToListAsync(stop);
        // What was merged counts as the article that stands for it.
        var into = owned.Select(own => own.Article.MergedInto).OfType<long>().Distinct().ToList();
        var standing = into.Count == 0 ? [] : await db.Articles.Where(article => into.Contains(article.Id)).ToDictionaryAsync(article => article.Id, stop);
        var articles = ids.Length == 0 ? [] : await db.Articles.Where(article => ids.Contains(article.Id)).ToDictionaryAsync(article => article.Id, stop);
        return (
            owned.ToDictionary(own => new ArticleKey(own.Kind, own.Key), own => own.Article.MergedInto is { } other && standing.TryGetValue(other, out var whole) ? whole : own.Article),
            articles);
    }

    private async Task<IReadOnlyList<SaveResult>> WriteAsync(IReadOnlyList<CompletedPoll> polls) =>
        await whileUnreachable.ExecuteAsync(async stop =>
        {
            await using var connection = await database.OpenConnectionAsync(stop);
            return await PollBatch.WriteAsync(connection, polls, copies, storing, stop);
        });

    /// <summary>A commit whose answer was lost is safe to repeat: storing a poll moves the fence it needs.</summary>
    private static ResiliencePipeline WhileUnreachable(StoringOptions options, TimeProvider clock) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                // Inner, because Entity Framework wraps what is transient.
                ShouldHandle = new PredicateBuilder()
                    .Handle<NpgsqlException>(failure => failure.IsTransient)
                    .HandleInner<NpgsqlException>(failure => failure.IsTransient),
                MaxRetryAttempts = options.Retries,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = _ =>
                {
                    StoringMetrics.Retried();
                    return default;
                },
            })
            .Build();
}
