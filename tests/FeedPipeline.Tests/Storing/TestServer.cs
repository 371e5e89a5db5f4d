using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.PrivateServer;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

/// <summary>Tests that share the one server, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTests : ICollectionFixture<TestServer>
{
    public const string Name = "database";
}

/// <summary>A PostgreSQL server for the length of a test run, started by the first test that asks; every test gets a copy of one migrated database.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private const string Template = "migrated";

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"fp-{Guid.NewGuid():N}"[..12]);
    private readonly Lazy<Task<PrivatePostgres>> _server;
    private int _databases;

    public TestServer() => _server = new(StartAsync);

    /// <summary>Connects to a database of this name on the server.</summary>
    public async Task<string> ConnectionAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await _server.Value).ConnectionString) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    /// <summary>Connects to a new database with every migration applied.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        Skip.If(Binaries.Count == 0, "PostgreSQL is not installed.");
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(await ConnectionAsync("postgres"), $"CREATE DATABASE {name} TEMPLATE {Template}");
        return await ConnectionAsync(name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Directories with PostgreSQL's server programs; empty where it is not installed.</summary>
    internal static IReadOnlyList<string> Binaries { get; } =
        PostgresBinaries.Candidates(Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/lib/postgresql");

    private async Task<PrivatePostgres> StartAsync()
    {
        var server = await PrivatePostgres.OpenAsync(new PrivateServerOptions(), _directory, TimeProvider.System, CancellationToken.None);
        // What a test run leaves behind is worth nothing: no waiting for the disk.
        await ExecuteAsync(server.ConnectionString, "ALTER SYSTEM SET fsync = off");
        await ExecuteAsync(server.ConnectionString, "SELECT pg_reload_conf()");
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {Template}");
        var template = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = Template, Pooling = false }.ConnectionString;
        await using var services = TestDatabase.Wire(template, []);
        await services.GetRequiredService<Schema>().MigrateAsync(CancellationToken.None);
        return server;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
