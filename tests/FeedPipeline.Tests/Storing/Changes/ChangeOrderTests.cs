using System.Diagnostics;
using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Tests.Storing.PrivateServer;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace FeedPipeline.Tests.Storing.Changes;

/// <summary>The order of the log under writers and readers that fail in every way. <c>FEEDPIPELINE_SOAK</c> is how long, in seconds; some seconds where it is not set.</summary>
public sealed class ChangeOrderTests(ITestOutputHelper output) : IDisposable
{
    private const int Writers = 64;
    private const int Readers = 8;

    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [SkippableFact]
    public async Task No_change_is_skipped_or_read_twice_whatever_dies()
    {
        await using var server = await _data.OpenAsync();
        await using (var services = TestDatabase.Wire(server.ConnectionString, []))
            await services.GetRequiredService<Schema>().MigrateAsync(default);
        await AskAsync(server.ConnectionString, "CREATE TABLE taken (id bigint GENERATED ALWAYS AS IDENTITY, consumer text, cursor text, seq bigint, article_id bigint)");
        var length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("FEEDPIPELINE_SOAK") ?? "8", CultureInfo.InvariantCulture));

        using var over = new CancellationTokenSource(length);
        var traffic = new LogTraffic(server.ConnectionString, over.Token);
        List<Task> all =
        [
            .. Enumerable.Range(0, Writers).Select(number => traffic.WriteAsync(number)),
            .. Enumerable.Range(0, Readers).Select(number => traffic.ReadAsync($"reader{number}", isRepeatable: number % 2 == 1, 1000 + number)),
            traffic.KillAsync(2000),
        ];
        await Task.Delay(length / 2, TimeProvider.System);
        await StopAtOnceAsync(_data.Server()!.Pid);
        Assert.True(await server.EnsureRunningAsync(default));
        await Task.WhenAll(all);

        NpgsqlConnection.ClearAllPools();
        var there = (await AskAsync(server.ConnectionString, "SELECT string_agg(article_id::text, ' ') FROM change"))!.Split(' ').Select(long.Parse).ToHashSet();
        Assert.Subset(there, traffic.Committed.ToHashSet());
        Assert.Empty(there.Intersect(traffic.RolledBack));
        output.WriteLine($"{length.TotalSeconds} s: {there.Count} changes of {await AskAsync(server.ConnectionString, "SELECT count(*) FROM change_commit")} commits, {traffic.RolledBack.Count} rolled back, {traffic.Faults} connections killed or dropped, 1 immediate restart; {await AskAsync(server.ConnectionString, "SELECT count(*) FROM taken")} taken by {Readers} readers");
        Assert.Equal($"{Readers} {there.Count} {there.Count}", await AskAsync(server.ConnectionString, """
            SELECT count(*) || ' ' || min(taken) || ' ' || max(taken) FROM (
                SELECT consumer, count(*) AS taken FROM taken GROUP BY consumer HAVING count(*) = count(DISTINCT seq)) AS readers
            """));
        // Everybody saw the same order, which is the order of the commits.
        Assert.Equal("0", await AskAsync(server.ConnectionString, """
            SELECT count(*) FROM (
                SELECT row_number() OVER (PARTITION BY consumer ORDER BY id) AS read, row_number() OVER (PARTITION BY consumer ORDER BY split_part(cursor, '-', 1)::bigint, seq) AS logged FROM taken) AS taken
            WHERE read <> logged
            """));
        Assert.Equal("0", await AskAsync(server.ConnectionString, "SELECT count(*) FROM change LEFT JOIN change_commit USING (batch) WHERE place IS NULL"));
    }

    /// <summary>As <c>pg_ctl stop -m immediate</c>: no rollback, no checkpoint; the next start recovers from the log.</summary>
    private static async Task StopAtOnceAsync(int pid)
    {
        using var postmaster = Process.GetProcessById(pid);
        using var kill = Process.Start("kill", ["-QUIT", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await postmaster.WaitForExitAsync();
    }

    private static async Task<string?> AskAsync(string connectionString, string sql) => await DataDirectory.AskAsync(connectionString, sql);
}
