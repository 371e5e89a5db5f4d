using System.Diagnostics;
using Npgsql;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class PrivatePostgresTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [SkippableFact]
    public async Task The_first_start_makes_a_database_that_answers()
    {
        await using var server = await _data.OpenAsync();

        Assert.True(server.Started);
        Assert.Equal("feedpipeline UTF8 on on", await DataDirectory.AskAsync(server, """
            SELECT concat_ws(' ', current_database(), getdatabaseencoding(), current_setting('data_checksums'), current_setting('fsync'))
            """));
    }

    [SkippableFact]
    public async Task Only_the_password_opens_it()
    {
        await using var server = await _data.OpenAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };

        var refused = await Assert.ThrowsAsync<PostgresException>(() => DataDirectory.AskAsync(wrong.ConnectionString, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(_data["password"]));
    }

    [SkippableFact]
    public async Task The_second_user_joins_and_the_last_one_out_stops_it()
    {
        var first = await _data.OpenAsync();
        var second = await _data.OpenAsync();
        Assert.False(second.Started);
        Assert.Equal(first.ConnectionUri, second.ConnectionUri);

        await first.DisposeAsync();
        Assert.Equal("1", await DataDirectory.AskAsync(second, "SELECT 1"));

        await second.DisposeAsync();
        Assert.Null(_data.Server());
    }

    [SkippableFact]
    public async Task Users_that_come_at_once_share_one_server()
    {
        var users = await Task.WhenAll(_data.OpenAsync(), _data.OpenAsync(), _data.OpenAsync());

        Assert.Single(users, user => user.Started);
        Assert.Single(users.Select(user => user.ConnectionString).Distinct());

        await Task.WhenAll(users.Select(user => user.DisposeAsync().AsTask()));
        Assert.Null(_data.Server());
    }

    [SkippableFact]
    public async Task A_restart_keeps_the_rows_and_the_port()
    {
        string uri;
        await using (var server = await _data.OpenAsync())
        {
            await DataDirectory.AskAsync(server, "CREATE TABLE kept AS SELECT 7 AS n");
            uri = server.ConnectionUri;
        }

        await using var again = await _data.OpenAsync();

        Assert.True(again.Started);
        Assert.Equal(uri, again.ConnectionUri);
        Assert.Equal("7", await DataDirectory.AskAsync(again, "SELECT n FROM kept"));
    }

    [SkippableFact]
    public async Task A_server_whose_users_were_killed_is_taken_over()
    {
        var killed = await _data.OpenAsync();
        var before = _data.Server();
        killed.Abandon();

        await using (var next = await _data.OpenAsync())
        {
            Assert.False(next.Started);
            Assert.Equal(before, _data.Server());
        }

        Assert.Null(_data.Server());
    }

    [SkippableFact]
    public async Task Only_one_worker_may_hold_the_directory()
    {
        await using var first = await _data.OpenAsync();
        await using var second = await _data.OpenAsync();

        Assert.True(first.TryHoldForRun());
        Assert.True(first.TryHoldForRun());
        Assert.False(second.TryHoldForRun());

        await first.DisposeAsync();
        Assert.True(second.TryHoldForRun());
    }

    [SkippableFact]
    public async Task A_long_path_does_without_a_socket()
    {
        await using var server = await _data.OpenAsync(below: new string('d', 80));

        Assert.Equal("", await DataDirectory.AskAsync(server, "SHOW unix_socket_directories"));
    }

    [SkippableFact]
    public async Task Another_process_that_uses_it_keeps_it_running()
    {
        var server = await _data.OpenAsync();
        using var other = Process.Start(new ProcessStartInfo("flock", ["--shared", "--no-fork", _data["users.lock"], "sh", "-c", "echo held; read forever"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());

        await server.DisposeAsync();
        Assert.NotNull(_data.Server());

        DataDirectory.Kill(other.Id);
        await using var next = await _data.OpenAsync();
        Assert.False(next.Started);
    }

    [SkippableTheory]
    [InlineData("it's a directory, with blanks; 100%")]
    [InlineData("Übersicht")]
    public async Task Odd_names_of_directories_do_no_harm(string name)
    {
        await using var server = await _data.OpenAsync(below: name);

        Assert.Equal("1", await DataDirectory.AskAsync(server, "SELECT 1"));
    }

    [SkippableFact]
    public async Task A_directory_known_by_two_names_has_one_server()
    {
        await using var first = await _data.OpenAsync(below: "real");
        File.CreateSymbolicLink(Path.Combine(_data.Path, "link"), Path.Combine(_data.Path, "real"));

        await using var second = await _data.OpenAsync(below: "link");

        Assert.False(second.Started);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
}
