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

    private readonly ServerDirectory directory;
    private readonly PostgresCluster cluster;
    private readonly PrivateServerOptions options;
    private readonly TimeProvider clock;
    private FileStream? user;
    private FileStream? run;
    private int port;
    private string password = "";

    private PrivatePostgres(ServerDirectory directory, PostgresCluster cluster, PrivateServerOptions options, TimeProvider clock)
    {
        this.directory = directory;
        this.cluster = cluster;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = PostgresCluster.Name,
        Password = password,
        Database = PostgresCluster.Name,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>For psql and its kin: <c>postgresql://…</c>, with the password.</summary>
    public string ConnectionUri => $"postgresql://{PostgresCluster.Name}:{password}@127.0.0.1:{port}/{PostgresCluster.Name}";

    /// <summary>Whether this call started the server, rather than joining one that ran.</summary>
    public bool Started { get; private set; }

    /// <summary>Whether there is one below a data directory already.</summary>
    public static bool IsIn(string dataDirectory) => Directory.Exists(Path.Combine(dataDirectory, ServerDirectory.Name));

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
    public bool IsRunning() => cluster.Running is not null;

    /// <summary>Starts the server again if it has died, on the same port; true when that was needed.</summary>
    /// <exception cref="PrivateServerException">It does not come up, or has come up elsewhere.</exception>
    public async Task<bool> EnsureRunningAsync(CancellationToken stop)
    {
        ObjectDisposedException.ThrowIf(user is null, this);
        await cluster.BoundLogAsync(stop);
        if (cluster.Running?.Port == port)
            return false;

        await using var starting = await LockStartAsync(stop);
        var running = cluster.Running;
        if (running is not null && running.Port != port)
            throw new PrivateServerException(
                $"The private server was restarted on port {running.Port}, this process knows it on {port}: start this process again");
        if (running is not null)
            return false;
        await cluster.StartAsync(port, stop);
        await AwaitAnswerAsync(stop);
        return true;
    }

    /// <summary>Claims the data directory for one worker until disposal; false when another process has it.</summary>
    public bool TryHoldForRun() => (run ??= FileLock.TryExclusive(directory.RunLock)) is not null;

    /// <summary>Leaves the server, and stops it when nobody else uses it.</summary>
    /// <exception cref="PrivateServerException">The server does not stop.</exception>
    public async ValueTask DisposeAsync()
    {
        if (user is null)
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
        run?.Dispose();
        user?.Dispose();
        (run, user) = (null, null);
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
                + "dump with the old version's pg_dump and restore with pg_restore into another data directory");
        }

        var account = await ServerAccount.FindAsync(data, ServerDirectory.ClusterOf(data, binaries.Major), stop);
        var prepared = new ServerDirectory(data, binaries.Major, account);
        await prepared.PrepareAsync(stop);
        return new(prepared, new PostgresCluster(binaries, prepared, account, options, clock), options, clock);
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        await using var starting = await LockStartAsync(stop);
        user = FileLock.TryShared(directory.UsersLock)
            ?? throw new PrivateServerException($"{directory.UsersLock} is locked by another program: find it with `fuser {directory.UsersLock}`");
        try
        {
            if (!directory.HasCluster)
                await cluster.CreateAsync(stop);
            password = directory.Password
                ?? throw new PrivateServerException(
                    $"The password of the private server is missing in {directory.PasswordFile}: restore that file from a backup");
            var running = cluster.Running;
            Started = running is null;
            running ??= await cluster.StartAsync(options.Port is 0 ? null : options.Port, stop);
            port = running.Port;
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
        await using var alone = FileLock.TryExclusive(directory.UsersLock);
        if (alone is not null)
            await cluster.StopAsync(stop);
    }

    private async Task<FileStream> LockStartAsync(CancellationToken stop) =>
        await FileLock.ExclusiveAsync(directory.StartLock, options.StartTimeout + StartLockMargin, clock, stop)
        ?? throw new PrivateServerException(
            $"Another process has been starting or stopping the private server for too long: find it with `fuser {directory.StartLock}`");

    /// <summary>Returns when our database answers: a server that was taken over may still be starting, and a new one has no database yet.</summary>
    private async Task AwaitAnswerAsync(CancellationToken stop)
    {
        var begin = clock.GetTimestamp();
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
                    $"The private server refuses the password in {directory.PasswordFile}: restore that file from a backup", e);
            }
            catch (NpgsqlException e) when (clock.GetElapsedTime(begin) > options.StartTimeout)
            {
                throw cluster.StillStarting($"does not answer on 127.0.0.1:{port} ({e.Message})", e);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, clock, stop);
                // It was dying when we found it.
                if (cluster.Running is null)
                    await cluster.StartAsync(port, stop);
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
