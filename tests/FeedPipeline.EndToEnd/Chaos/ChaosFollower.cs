using System.Globalization;
using Npgsql;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>A program that follows the change log by its cursor while everything goes wrong, and keeps a copy of what it was told.</summary>
internal sealed class ChaosFollower(string server) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { ApplicationName = "follower", Timeout = 5, CommandTimeout = 10 }.ConnectionString);
    private readonly HashSet<long> seen = [];
    private readonly Dictionary<long, int> copy = [];
    private readonly List<string> broken = [];
    private string? cursor;

    /// <summary>Changes it was told of.</summary>
    public int Told => seen.Count;

    /// <summary>Reads what is new, again and again; a page that did not come whole is asked for again.</summary>
    public async Task FollowAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await ReadAsync();
            }
            catch (Exception notYet) when (notYet is NpgsqlException or TimeoutException or IOException)
            {
                // The server is away; the cursor is where it was.
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Reads the rest, and holds what it was told against the log and the articles.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(ChaosServer truth)
    {
        while (await ReadAsync() > 0)
        {
            // Until nothing is left.
        }

        var logged = await truth.RowsAsync("SELECT seq FROM change", row => row.GetInt64(0));
        var articles = (await truth.RowsAsync("SELECT id, revision FROM article", row => (Id: row.GetInt64(0), Revision: row.GetInt32(1)))).ToDictionary(article => article.Id, article => article.Revision);
        return
        [
            .. broken,
            .. logged.Where(seq => !seen.Contains(seq)).Select(seq => $"follower: change {seq} was never told"),
            .. articles.Where(article => copy.GetValueOrDefault(article.Key) != article.Value).Select(article => $"follower: article {article.Key} is at revision {article.Value}, the copy at {copy.GetValueOrDefault(article.Key)}"),
            .. copy.Keys.Where(id => !articles.ContainsKey(id)).Select(id => $"follower: the copy has article {id}, which is none"),
        ];
    }

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    private async Task<int> ReadAsync()
    {
        await using var command = database.CreateCommand("SELECT cursor, seq, article_id, revision, kind FROM read_changes('rig', 500, $1)");
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = cursor });
        List<(string Cursor, long Seq, long Article, int Revision, string Kind)> page = [];
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
                page.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4)));
        }

        foreach (var change in page)
            Take(change.Cursor, change.Seq, change.Article, change.Revision, change.Kind);
        return page.Count;
    }

    private void Take(string next, long seq, long article, int revision, string kind)
    {
        if (!seen.Add(seq))
            broken.Add($"follower: change {seq} was told twice");
        if (cursor is not null && PlaceOf(next).CompareTo(PlaceOf(cursor)) <= 0)
            broken.Add($"follower: cursor {next} came after {cursor}");
        // Only what is created or revised gets another revision.
        if (revision != copy.GetValueOrDefault(article) + (kind is "created" or "revised" ? 1 : 0))
            broken.Add($"follower: article {article} was told {kind} at revision {revision} after {copy.GetValueOrDefault(article)}");
        (cursor, copy[article]) = (next, revision);
    }

    /// <summary>A cursor names a commit, and a change in it.</summary>
    private static (long Commit, long Change) PlaceOf(string cursor)
    {
        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        return (long.Parse(cursor.AsSpan(0, dash), CultureInfo.InvariantCulture), long.Parse(cursor.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}
