using System.Buffers;
using Npgsql;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>
/// One user's hold on the private server of a data directory. Any number of processes share the server: the first starts it, the last stops it,
/// and a server that a killed process left behind is taken over.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>pg_ctl pastes the directory into a shell command, between double quotes.</summary>
    private static readonly SearchValues<char> UnquotableChars = SearchValues.Create("\"$`\\\n\r");

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartLockMargin = TimeSpan.FromMinutes(1);

    private readonly ServerDirectory _directory;
    private readonly PostgresCluster _cluster;
    private readonly PrivateServerOptions _options;
    private readonly TimeProvider _clock;
    private FileStream? _user;
    private FileStream? _run;
    private int _port;
    private string _password = "";

    private PrivatePostgres(ServerDirectory directory, PostgresCluster cluster, PrivateServerOptions options, TimeProvider clock)
    {
        _directory = directory;
        _cluster = cluster;
        _options = options;
        _clock = clock;
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = PostgresCluster.Name,
        Password = _password,
        Database = PostgresCluster.Name,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>For psql and its kin: <c>postgresql://…</c>, with the password.</summary>
    public string ConnectionUri => $"postgresql://{PostgresCluster.Name}:{_password}@127.0.0.1:{_port}/{PostgresCluster.Name}";

    /// <summary>Whether this call started the server, rather than joining one that ran.</summary>
    public bool Started { get; private set; }

    /// <summary>Joins the server below a data directory, making and starting it where needed.</summary>
    /// <exception cref="PrivateServerException">There are no programs, no room, no rights, or the server does not come up.</exception>
    public static async Task<PrivatePostgres> OpenAsync(
        PrivateServerOptions options, string dataDirectory, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            var server = await PreparedAsync(options, await ResolvedAsync(dataDirectory, stop), clock, stop);
            await server.JoinAsync(stop);
            return server;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PrivateServerException(
                $"The private server's directory {Path.Combine(dataDirectory, ServerDirectory.Name)} cannot be used by {Environment.UserName}: "
                + $"{e.Message.TrimEnd('.')}; run as the directory's owner, or choose another (--data)",
                e);
        }
        catch (NpgsqlException e)
        {
            throw new PrivateServerException($"The private server in {Path.Combine(dataDirectory, ServerDirectory.Name)} fails: {e.Message}", e);
        }
    }

    /// <summary>Whether the server's process is there.</summary>
    public bool IsRunning() => _cluster.Running is not null;

    /// <summary>Starts the server again if it has died, on the same port; true when that was needed.</summary>
    /// <exception cref="PrivateServerException">It does not come up, or has come up elsewhere.</exception>
    public async Task<bool> EnsureRunningAsync(CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(_user is null, this);
        await _cluster.BoundLogAsync(stop);
        if (_cluster.Running?.Port == _port)
            return false;

        await using var starting = await LockStartAsync(stop);
        var running = _cluster.Running;
        if (running is not null && running.Port != _port)
            throw new PrivateServerException(
                $"The private server was restarted on port {running.Port}, this process knows it on {_port}: start this process again");
        if (running is not null)
            return false;
        await _cluster.StartAsync(_port, stop);
        await AwaitAnswerAsync(stop);
        return true;
    }

    /// <summary>Claims the data directory for one worker until disposal; false when another process has it.</summary>
    public bool TryHoldForRun() => (_run ??= FileLock.TryExclusive(_directory.RunLock)) is not null;

    /// <summary>Leaves the server, and stops it when nobody else uses it.</summary>
    /// <exception cref="PrivateServerException">The server does not stop.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_user is null)
            return;
        try
        {
            await using var starting = await LockStartAsync(CancellationToken.None);
            await LeaveAsync(CancellationToken.None);
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>Lets go as the kernel does for a killed process: the server is left running.</summary>
    internal void Abandon()
    {
        _run?.Dispose();
        _user?.Dispose();
        (_run, _user) = (null, null);
    }

    private static async Task<string> ResolvedAsync(string dataDirectory, CancellationToken stop)
    {
        if (!OperatingSystem.IsLinux())
            throw new PrivateServerException("The private server runs on Linux only: set ConnectionStrings__FeedPipeline");

        // The server is known by its directory's name, so one directory must have one name.
        var outcome = await Command.RunAsync("realpath", ["-m", "--", Path.GetFullPath(dataDirectory)], ResolveLimit, stop);
        var resolved = outcome.Succeeded ? outcome.Output.TrimEnd('\n') : throw new PrivateServerException(
            $"Data directory {dataDirectory}: {outcome.Complaint}");
        return resolved.AsSpan().ContainsAny(UnquotableChars)
            ? throw new PrivateServerException(
                $"Data directory {resolved} has a character that PostgreSQL's pg_ctl cannot take (\" $ ` \\): choose another (--data)")
            : resolved;
    }

    private static async Task<PrivatePostgres> PreparedAsync(PrivateServerOptions options, string data, TimeProvider clock, CancellationToken stop)
    {
        var majors = ServerDirectory.Majors(data);
        var binaries = await PostgresBinaries.FindAsync(options, majors, stop);
        if (majors.Count > 0 && !majors.Contains(binaries.Major))
        {
            throw new PrivateServerException(
                $"{Path.Combine(data, ServerDirectory.Name)} holds a cluster of PostgreSQL {majors.Max()}, but {binaries.Directory} is version {binaries.Major}: "
                + $"install PostgreSQL {majors.Max()} or set PrivateServer__BinDirectory to it; to move on, "
                + "`feedpipe db backup` with the old and `feedpipe db restore` into another data directory with the new");
        }

        var account = await ServerAccount.FindAsync(data, ServerDirectory.ClusterOf(data, binaries.Major), stop);
        var directory = new ServerDirectory(data, binaries.Major, account);
        await directory.PrepareAsync(stop);
        return new(directory, new PostgresCluster(binaries, directory, account, options, clock), options, clock);
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        await using var starting = await LockStartAsync(stop);
        _user = FileLock.TryShared(_directory.UsersLock)
            ?? throw new PrivateServerException($"{_directory.UsersLock} is locked by another program: find it with `fuser {_directory.UsersLock}`");
        try
        {
            if (!_directory.HasCluster)
                await _cluster.CreateAsync(stop);
            _password = _directory.Password
                ?? throw new PrivateServerException(
                    $"The password of the private server is missing in {_directory.PasswordFile}: restore that file from a backup");
            var running = _cluster.Running;
            Started = running is null;
            running ??= await _cluster.StartAsync(_options.Port is 0 ? null : _options.Port, stop);
            _port = running.Port;
            await AwaitAnswerAsync(stop);
        }
        catch (PrivateServerException e) when (e.ServerIsStillStarting)
        {
            Abandon();
            throw;
        }
        catch
        {
            await LeaveAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Under the start lock: lets go, and stops the server when that was the last hold on it.</summary>
    private async Task LeaveAsync(CancellationToken stop)
    {
        Abandon();
        await using var alone = FileLock.TryExclusive(_directory.UsersLock);
        if (alone is not null)
            await _cluster.StopAsync(stop);
    }

    private async Task<FileStream> LockStartAsync(CancellationToken stop) =>
        await FileLock.ExclusiveAsync(_directory.StartLock, _options.StartTimeout + StartLockMargin, _clock, stop)
        ?? throw new PrivateServerException(
            $"Another process has been starting or stopping the private server for too long: find it with `fuser {_directory.StartLock}`");

    /// <summary>Returns when our database answers: a server that was taken over may still be starting, and a new one has no database yet.</summary>
    private async Task AwaitAnswerAsync(CancellationToken stop)
    {
        var begin = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Unpooled(PostgresCluster.Name));
                await connection.OpenAsync(stop);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await CreateDatabaseAsync(stop);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new PrivateServerException(
                    $"The private server refuses the password in {_directory.PasswordFile}: restore that file from a backup", e);
            }
            catch (NpgsqlException e) when (_clock.GetElapsedTime(begin) > _options.StartTimeout)
            {
                throw _cluster.StillStarting($"does not answer on 127.0.0.1:{_port} ({e.Message})", e);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, _clock, stop);
                // It was dying when we found it.
                if (_cluster.Running is null)
                    await _cluster.StartAsync(_port, stop);
            }
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(Unpooled("postgres"));
        await connection.OpenAsync(stop);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {PostgresCluster.Name}", connection);
        await create.ExecuteNonQueryAsync(stop);
    }

    private string Unpooled(string database) => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = false }.ConnectionString;
}
