using FeedPipeline.Storing;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

/// <summary>Bringing a database to its shape.</summary>
[Collection(DatabaseTests.Name)]
public sealed class SchemaTests(TestServer server)
{
    [SkippableFact]
    public async Task Who_finds_another_migrating_waits_longer_than_any_statement_may_last()
    {
        await using var db = await TestDatabase.CreateAsync(server, ("Storing:StatementTimeout", "00:00:01"));
        await using var other = NpgsqlDataSource.Create(db.ConnectionString);
        await using var connection = await other.OpenConnectionAsync();
        await using (var held = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLocks.Migration})", connection))
            await held.ExecuteNonQueryAsync();
        await using var release = new NpgsqlCommand($"SELECT pg_sleep(1.5); SELECT pg_advisory_unlock({AdvisoryLocks.Migration})", connection);
        var released = release.ExecuteNonQueryAsync();

        Assert.Empty(await db.Get<Schema>().MigrateAsync(default));
        await released;
    }
}
