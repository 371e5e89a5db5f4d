using FeedPipeline.Storing;
using Npgsql;

namespace FeedPipeline.Tests.Storing;

public sealed class FeedPipelineDatabaseTests
{
    [Fact]
    public void Statements_are_prepared_and_connections_named()
    {
        using var database = FeedPipelineDatabase.Open("Host=db.example", new StoringOptions { StatementTimeout = TimeSpan.FromSeconds(7) });
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);

        Assert.Equal(("feedpipe", 50, 7), (settings.ApplicationName, settings.MaxAutoPrepare, settings.CommandTimeout));
    }

    [Fact]
    public void What_the_connection_string_says_goes_before()
    {
        using var database = FeedPipelineDatabase.Open("Host=db.example;ApplicationName=mine;Max Auto Prepare=0;Timeout=3;CommandTimeout=9", new StoringOptions());
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);

        Assert.Equal(("mine", 0, 9), (settings.ApplicationName, settings.MaxAutoPrepare, settings.CommandTimeout));
    }
}
