using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedPipeline.Storing.PrivateServer;
using Npgsql;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class PrivatePostgresTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose()
    {
        // Only what a failed test has left running.
        if (Server() is { } left)
            Kill(left.Pid);
        _data.Dispose();
    }

    [SkippableFact]
    public async Task The_first_start_makes_a_database_that_answers()
    {
        await using var server = await OpenAsync();

        Assert.True(server.Started);
        Assert.Equal("feedpipeline UTF8 on on", await AskAsync(server, """
            SELECT concat_ws(' ', current_database(), getdatabaseencoding(), current_setting('data_checksums'), current_setting('fsync'))
            """));
    }

    [SkippableFact]
    public async Task Only_the_password_opens_it()
    {
        await using var server = await OpenAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(wrong.ConnectionString, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(_data["password"]));
    }

    [SkippableFact]
    public async Task The_second_user_joins_and_the_last_one_out_stops_it()
    {
        var first = await OpenAsync();
        var second = await OpenAsync();
        Assert.False(second.Started);
        Assert.Equal(first.ConnectionUri, second.ConnectionUri);

        await first.DisposeAsync();
        Assert.Equal("1", await AskAsync(second, "SELECT 1"));

        await second.DisposeAsync();
        Assert.Null(Server());
    }

    [SkippableFact]
    public async Task Users_that_come_at_once_share_one_server()
    {
        var users = await Task.WhenAll(OpenAsync(), OpenAsync(), OpenAsync());

        Assert.Single(users, user => user.Started);
        Assert.Single(users.Select(user => user.ConnectionString).Distinct());

        await Task.WhenAll(users.Select(user => user.DisposeAsync().AsTask()));
        Assert.Null(Server());
    }

    [SkippableFact]
    public async Task A_restart_keeps_the_rows_and_the_port()
    {
        string uri;
        await using (var server = await OpenAsync())
        {
            await AskAsync(server, "CREATE TABLE kept AS SELECT 7 AS n");
            uri = server.ConnectionUri;
        }

        await using var again = await OpenAsync();

        Assert.True(again.Started);
        Assert.Equal(uri, again.ConnectionUri);
        Assert.Equal("7", await AskAsync(again, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task A_server_whose_users_were_killed_is_taken_over()
    {
        var killed = await OpenAsync();
        var before = Server();
        killed.Abandon();

        await using (var next = await OpenAsync())
        {
            Assert.False(next.Started);
            Assert.Equal(before, Server());
        }

        Assert.Null(Server());
    }

    [SkippableFact]
    public async Task A_server_that_was_killed_recovers_for_the_next_user()
    {
        var killed = await OpenAsync();
        await AskAsync(killed, "CREATE TABLE kept AS SELECT 7 AS n");
        Kill(Server()!.Pid);
        killed.Abandon();

        await using var next = await OpenAsync();

        Assert.True(next.Started);
        Assert.Equal("7", await AskAsync(next, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task A_server_that_dies_under_its_user_is_started_again_on_the_same_port()
    {
        await using var server = await OpenAsync();
        Assert.False(await server.EnsureRunningAsync(CancellationToken.None));
        Kill(Server()!.Pid);
        Assert.False(server.IsRunning());

        Assert.True(await server.EnsureRunningAsync(CancellationToken.None));

        NpgsqlConnection.ClearAllPools();
        Assert.Equal("1", await AskAsync(server, "SELECT 1"));
    }

    [SkippableFact]
    public async Task A_process_number_that_another_program_got_after_a_crash_does_not_block_the_start()
    {
        var killed = await OpenAsync();
        var pidFile = Path.Combine(Cluster, "postmaster.pid");
        Kill(Server()!.Pid);
        killed.Abandon();
        var lines = await File.ReadAllLinesAsync(pidFile);
        await File.WriteAllLinesAsync(pidFile, [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. lines[1..]]);

        await using var next = await OpenAsync();

        Assert.True(next.Started);
    }

    [SkippableFact]
    public async Task What_an_interrupted_first_start_left_is_thrown_away()
    {
        Directory.CreateDirectory(_data["15.init"]);
        await File.WriteAllTextAsync(Path.Combine(_data["15.init"], "PG_VERSION"), "15");

        await using var server = await OpenAsync();

        Assert.True(server.Started);
        Assert.Empty(Directory.GetFileSystemEntries(_data[""], "*.init*"));
    }

    [SkippableFact]
    public async Task A_cancelled_first_start_leaves_no_cluster_and_no_server()
    {
        using var stop = new CancellationTokenSource();
        var open = OpenAsync(stop: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open);

        Assert.Empty(ServerDirectory.Majors(_data.Path));
        Assert.Null(Server());
    }

    [SkippableFact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => OpenAsync(new() { Port = port }));

        Assert.Contains($"Port {port} on 127.0.0.1 is taken", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_remembered_port_that_is_taken_gives_way_to_another()
    {
        await using (await OpenAsync())
        {
        }

        using var other = new TcpListener(IPAddress.Loopback, int.Parse(await File.ReadAllTextAsync(_data["port"]), CultureInfo.InvariantCulture));
        other.Start();

        await using var server = await OpenAsync();

        Assert.Equal("1", await AskAsync(server, "SELECT 1"));
    }

    [SkippableFact]
    public async Task Another_versions_cluster_is_left_alone()
    {
        Directory.CreateDirectory(_data["14"]);
        await File.WriteAllTextAsync(Path.Combine(_data["14"], "PG_VERSION"), "14");

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => OpenAsync());

        Assert.Contains("holds a cluster of PostgreSQL 14", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_lost_password_is_named()
    {
        await using (await OpenAsync())
        {
        }

        File.Delete(_data["password"]);

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => OpenAsync());

        Assert.Contains(_data["password"], refused.Message, StringComparison.Ordinal);
        Assert.Null(Server());
    }

    [SkippableFact]
    public async Task What_the_server_said_last_is_in_the_error()
    {
        await using (await OpenAsync())
        {
        }

        await File.AppendAllTextAsync(Path.Combine(Cluster, "postgresql.conf"), "nonsense = on\n");

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => OpenAsync());

        Assert.Contains("nonsense", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [SkippableFact]
    public async Task Only_one_worker_may_hold_the_directory()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();

        Assert.True(first.TryHoldForRun());
        Assert.True(first.TryHoldForRun());
        Assert.False(second.TryHoldForRun());

        await first.DisposeAsync();
        Assert.True(second.TryHoldForRun());
    }

    [SkippableFact]
    public async Task A_long_path_does_without_a_socket()
    {
        await using var server = await OpenAsync(below: new string('d', 80));

        Assert.Equal("", await AskAsync(server, "SHOW unix_socket_directories"));
    }

    [SkippableFact]
    public async Task A_log_that_grew_too_long_is_begun_anew()
    {
        await using var server = await OpenAsync();
        await using (var log = new FileStream(_data["log/15.log"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            log.SetLength(17 * 1024 * 1024);

        await server.EnsureRunningAsync(CancellationToken.None);

        Assert.True(new FileInfo(_data["log/15.log"]).Length < 1024 * 1024);
        Assert.True(File.Exists(_data["log/15.log.old"]));
    }

    private string Cluster => Directory.GetDirectories(_data[""]).Single(directory => File.Exists(Path.Combine(directory, "PG_VERSION")));

    private Task<PrivatePostgres> OpenAsync(PrivateServerOptions? options = null, string below = "", CancellationToken stop = default)
    {
        Skip.If(PostgresBinaries.Candidates(Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/lib/postgresql").Count == 0, "PostgreSQL is not installed.");
        return PrivatePostgres.OpenAsync(options ?? new(), Path.Combine(_data.Path, below), TimeProvider.System, stop);
    }

    private Postmaster? Server() => Directory.Exists(_data[""])
        ? Directory.GetDirectories(_data[""]).Select(Postmaster.Of).FirstOrDefault(server => server is not null)
        : null;

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static Task<string?> AskAsync(PrivatePostgres server, string sql) => AskAsync(server.ConnectionString, sql);

    private static async Task<string?> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
