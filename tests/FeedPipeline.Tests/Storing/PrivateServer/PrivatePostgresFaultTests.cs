using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedPipeline.Storing.PrivateServer;
using Npgsql;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class PrivatePostgresFaultTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [SkippableFact]
    public async Task A_server_that_was_killed_recovers_for_the_next_user()
    {
        var killed = await _data.OpenAsync();
        await DataDirectory.AskAsync(killed, "CREATE TABLE kept AS SELECT 7 AS n");
        DataDirectory.Kill(_data.Server()!.Pid);
        killed.Abandon();

        await using var next = await _data.OpenAsync();

        Assert.True(next.Started);
        Assert.Equal("7", await DataDirectory.AskAsync(next, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task A_server_that_dies_under_its_user_is_started_again_on_the_same_port()
    {
        await using var server = await _data.OpenAsync();
        Assert.False(await server.EnsureRunningAsync(CancellationToken.None));
        DataDirectory.Kill(_data.Server()!.Pid);
        Assert.False(server.IsRunning());

        Assert.True(await server.EnsureRunningAsync(CancellationToken.None));

        NpgsqlConnection.ClearAllPools();
        Assert.Equal("1", await DataDirectory.AskAsync(server, "SELECT 1"));
    }

    [SkippableFact]
    public async Task A_process_number_that_another_program_got_after_a_crash_does_not_block_the_start()
    {
        var killed = await _data.OpenAsync();
        var pidFile = Path.Combine(_data.Cluster, "postmaster.pid");
        DataDirectory.Kill(_data.Server()!.Pid);
        killed.Abandon();
        var lines = await File.ReadAllLinesAsync(pidFile);
        await File.WriteAllLinesAsync(pidFile, [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. lines[1..]]);

        await using var next = await _data.OpenAsync();

        Assert.True(next.Started);
    }

    [SkippableFact]
    public async Task What_an_interrupted_first_start_left_is_thrown_away()
    {
        Directory.CreateDirectory(_data["15.init"]);
        await File.WriteAllTextAsync(Path.Combine(_data["15.init"], "PG_VERSION"), "15");

        await using var server = await _data.OpenAsync();

        Assert.True(server.Started);
        Assert.Empty(Directory.GetFileSystemEntries(_data[""], "*.init*"));
    }

    [SkippableFact]
    public async Task A_cancelled_first_start_leaves_no_cluster_and_no_server()
    {
        using var stop = new CancellationTokenSource();
        var open = _data.OpenAsync(stop: stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open);

        Assert.Empty(ServerDirectory.Majors(_data.Path));
        Assert.Null(_data.Server());
    }

    [SkippableFact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync(new() { Port = port }));

        Assert.Contains($"port {port} on 127.0.0.1 is taken", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_remembered_port_that_is_taken_gives_way_to_another()
    {
        await using (await _data.OpenAsync())
        {
        }

        using var other = new TcpListener(IPAddress.Loopback, int.Parse(await File.ReadAllTextAsync(_data["port"]), CultureInfo.InvariantCulture));
        other.Start();

        await using var server = await _data.OpenAsync();

        Assert.Equal("1", await DataDirectory.AskAsync(server, "SELECT 1"));
    }

    [SkippableFact]
    public async Task Another_versions_cluster_is_left_alone()
    {
        Directory.CreateDirectory(_data["14"]);
        await File.WriteAllTextAsync(Path.Combine(_data["14"], "PG_VERSION"), "14");

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync());

        Assert.Contains("holds a cluster of PostgreSQL 14", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_lost_password_is_named()
    {
        await using (await _data.OpenAsync())
        {
        }

        File.Delete(_data["password"]);

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync());

        Assert.Contains(_data["password"], refused.Message, StringComparison.Ordinal);
        Assert.Null(_data.Server());
    }

    [SkippableFact]
    public async Task What_the_server_said_last_is_in_the_error()
    {
        await using (await _data.OpenAsync())
        {
        }

        await File.AppendAllTextAsync(Path.Combine(_data.Cluster, "postgresql.conf"), "nonsense = on\n");

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync());

        Assert.Contains("nonsense", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [SkippableFact]
    public async Task A_log_that_grew_too_long_is_begun_anew()
    {
        await using var server = await _data.OpenAsync();
        await using (var log = new FileStream(_data["log/15.log"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            log.SetLength(17 * 1024 * 1024);

        await server.EnsureRunningAsync(CancellationToken.None);

        Assert.True(new FileInfo(_data["log/15.log"]).Length < 1024 * 1024);
        Assert.True(File.Exists(_data["log/15.log.old"]));
    }

    [SkippableFact]
    public async Task A_name_that_a_shell_would_expand_is_refused()
    {
        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync(below: "$(id)"));

        Assert.Contains("choose another (--data)", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_data_directory_that_is_a_file_is_named()
    {
        await File.WriteAllTextAsync(_data.Path, "");

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => _data.OpenAsync());

        Assert.Contains(_data.Path, refused.Message, StringComparison.Ordinal);
    }
}
