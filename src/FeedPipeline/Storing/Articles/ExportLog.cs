using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Articles;

/// <summary>The change log, as exports go by it.</summary>
internal static class ExportLog
{
    /// <summary>The cursor after everything that this transaction sees.</summary>
    public static Task<string> EndAsync(FeedPipelineDb db, CancellationToken stop) => db.Database.SqlQuery<string>($"""
        SELECT COALESCE((
            SELECT place || '-' || (SELECT max(seq) FROM change WHERE change.batch = last.batch)
            FROM (SELECT place, batch FROM change_commit ORDER BY place DESC LIMIT 1) AS last),
            pruned_place || '-' || pruned_seq) AS "Value"
        FROM change_log
        """).SingleAsync(stop);

    /// <summary>Articles with a change after that cursor; some of them several times.</summary>
    /// <exception cref="ArgumentException">The cursor is none, or the log does not reach back to it.</exception>
    public static async Task<IQueryable<long>> SinceAsync(FeedPipelineDb db, string since, CancellationToken stop)
    {
        if (since.Split('-') is not [var first, var second] || Number(first) is not { } place || Number(second) is not { } seq)
            throw new ArgumentException($"\"{since}\" is no cursor that an export gave: without one, all articles are exported", nameof(since));
        var begins = await db.Database.SqlQuery<long>($"SELECT pruned_place AS \"Value\" FROM change_log WHERE ({place}, {seq}) < (pruned_place, pruned_seq)").ToListAsync(stop);
        if (begins.Count > 0)
            throw new ArgumentException($"changes after cursor {since} were pruned: export all articles once, without a cursor, and go on from the cursor that this gives", nameof(since));
        var ends = await EndAsync(db, stop);
        if (place > Number(ends.Split('-')[0]))
            throw new ArgumentException($"cursor {since} is ahead of the change log, which ends at {ends}: the database is another one, or was set back by a backup. Export all articles once, without a cursor", nameof(since));
        return db.Database.SqlQuery<long>($"""
            SELECT DISTINCT change.article_id AS "Value" FROM change_commit JOIN change USING (batch)
            WHERE change_commit.place >= {place} AND (change_commit.place, change.seq) > ({place}, {seq})
            """);
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
