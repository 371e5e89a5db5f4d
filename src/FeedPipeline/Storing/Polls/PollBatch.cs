using FeedPipeline.Articles;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Storing.Push;
using FeedPipeline.Storing.Search;
using Npgsql;
using NpgsqlTypes;

namespace FeedPipeline.Storing.Polls;

/// <summary>One transaction that stores many polls.</summary>
internal static class PollBatch
{
    /// <summary>Stores the polls; where none found or learned anything, as most do, in one statement that needs no transaction around it.</summary>
    public static async Task<IReadOnlyList<SaveResult>> WriteAsync(NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CopyJudge judge, StoringOptions options, CancellationToken stop)
    {
        var results = await WriteCurrentAsync(connection, polls, judge, options, stop);
        await Acquittals.OfLateAsync(connection, [.. polls.Where((_, place) => results[place] == SaveResult.Stale)], stop);
        return results;
    }

    /// <summary>Whether a poll brought no document: it has no articles then, and most often nothing to write but its record.</summary>
    public static bool IsLikelyQuiet(CompletedPoll poll) => poll is { Document: null, IsRelease: false };

    private static async Task<IReadOnlyList<SaveResult>> WriteCurrentAsync(NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CopyJudge judge, StoringOptions options, CancellationToken stop)
    {
        if (!polls.All(IsLikelyQuiet) || Commands(polls, [], [], JudgedCopies.None, options).ToList() is not [var schedule])
            return await WriteTogetherAsync(connection, polls, judge, options, stop);

        var held = await ScheduleAsync(connection, schedule, stop);
        return [.. polls.Select(poll => held.Contains(poll.Claim.Feed.Id) ? SaveResult.Saved : SaveResult.Stale)];
    }

    /// <summary>Runs the statement that every poll needs, which checks the fences itself; returns the feeds whose claims were current.</summary>
    private static async Task<IReadOnlySet<long>> ScheduleAsync(NpgsqlConnection connection, NpgsqlBatchCommand schedule, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { schedule } };
        var held = new HashSet<long>();
        await using var rows = await batch.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            held.Add(rows.GetInt64(0));
        return held;
    }

    /// <summary>Locks the feeds under their fences, drops stale polls and those whose articles another poll stored meanwhile, writes the rest.</summary>
    private static async Task<IReadOnlyList<SaveResult>> WriteTogetherAsync(
        NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CopyJudge judge, StoringOptions options, CancellationToken stop)
    {
        var sketched = CopyTexts.Sketched(polls, judge);
        await using var transaction = await connection.BeginTransactionAsync(stop);

        var current = await LockAsync(connection, polls, stop);
        var unseen = await NewArticles.ReserveAsync(connection, [.. polls.Where(current.Contains)], stop);
        var overtaken = await NewArticles.ClaimKeysAsync(connection, unseen, stop);
        var saved = polls.Where(poll => current.Contains(poll) && !overtaken.Contains(poll)).ToList();

        var brought = unseen.Where(article => !overtaken.Contains(article.Poll)).ToList();
        var revised = Revised(saved);
        var copies = await CopyTexts.JudgeAsync(connection, sketched.Of(brought, revised), judge, stop);

        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in Commands(saved, brought, revised, copies, options))
            batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(stop);

        await transaction.CommitAsync(stop);
        StoringMetrics.Copied(brought.Count(article => copies.CopyOf(article.Id) is not null));
        return [.. polls.Select(poll => !current.Contains(poll) ? SaveResult.Stale : overtaken.Contains(poll) ? SaveResult.Overtaken : SaveResult.Saved)];
    }

    /// <summary>The polls whose claim is still the feed's latest; their schedules are locked, in id order, until the commit.</summary>
    private static async Task<IReadOnlySet<CompletedPoll>> LockAsync(NpgsqlConnection connection, IReadOnlyList<CompletedPoll> polls, CancellationToken stop)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new RowArrays<CompletedPoll>(polls)
            .With(NpgsqlDbType.Bigint, poll => poll.Claim.Feed.Id)
            .With(NpgsqlDbType.Bigint, poll => poll.Claim.Fence)
            .Command("""
                SELECT schedule.feed_id, schedule.fence
                FROM feed_schedule AS schedule
                JOIN unnest($1, $2) AS claim (feed_id, fence) ON claim.feed_id = schedule.feed_id AND claim.fence = schedule.fence
                ORDER BY schedule.feed_id
                FOR UPDATE OF schedule
                """));

        var held = new HashSet<(long Feed, long Fence)>();
        await using var rows = await batch.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
            held.Add((rows.GetInt64(0), rows.GetInt64(1)));
        return polls.Where(poll => held.Contains((poll.Claim.Feed.Id, poll.Claim.Fence))).ToHashSet();
    }

    /// <summary>Two items of one document can turn out to be one article, which has one next revision.</summary>
    private static List<RevisedArticle> Revised(IReadOnlyList<CompletedPoll> polls) =>
        [.. polls
            .SelectMany(poll => poll.AllVerdicts, (poll, judged) => judged.Verdict is Verdict.Revised verdict ? new RevisedArticle(verdict, poll, judged.IsPast) : null)
            .OfType<RevisedArticle>().DistinctBy(article => article.Verdict.Known.Id)];

    private static IEnumerable<NpgsqlBatchCommand> Commands(
        IReadOnlyList<CompletedPoll> polls, IReadOnlyList<NewArticle> unseen, IReadOnlyList<RevisedArticle> revised, JudgedCopies copies, StoringOptions options)
    {
        if (polls.Count == 0)
            return [];

        // Most brought no document: of these nothing is to be learned.
        List<CompletedPoll> read = [.. polls.Where(poll => !IsLikelyQuiet(poll))];
        return
        [
            .. ArticleWrites.Insert(unseen, copies),
            .. ArticleWrites.Revise(revised),
            .. SearchWrites.Commands(options, unseen, revised),
            .. CopyWrites.Commands(copies),
            .. SightingWrites.Commands(read, unseen),
            .. IdentityWrites.Commands(read),
            .. PageWrites.Want(read, unseen),
            .. WatchWrites.Commands(polls),
            .. ArchiveWrites.Commands(read),
            .. PushWrites.Commands(polls),
            .. FeedWrites.Commands(polls, unseen),
        ];
    }
}
