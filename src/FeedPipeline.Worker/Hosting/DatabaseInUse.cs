using System.Security.Cryptography;
using System.Text;
using FeedPipeline.Storing;
using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.Worker.Hosting;

/// <summary>The database that this process works on: the configured one, or the private server, held for as long as this lives.</summary>
internal sealed class DatabaseInUse : IAsyncDisposable
{
    private DatabaseInUse(string connectionString, PrivatePostgres? server)
    {
        ConnectionString = connectionString;
        Server = server;
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString { get; }

    /// <summary>The private server; null when a connection string is configured.</summary>
    public PrivatePostgres? Server { get; }

    /// <summary>For psql and its kin, with the password.</summary>
    public string Uri => Server?.ConnectionUri ?? FeedPipelineDatabase.Uri(ConnectionString);

    /// <summary>The reader's password on the private server, always the same; null when the operator's own server decides.</summary>
    public string? ReaderPassword => Server is null
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ConnectionString), Encoding.UTF8.GetBytes(Schema.Reader)));

    /// <summary>For programs that only read; without password where the operator's own server decides.</summary>
    public string ReaderUri => FeedPipelineDatabase.Uri(ConnectionString, Schema.Reader, ReaderPassword);

    /// <summary>Joins the private server, or takes the configured connection as it is.</summary>
    public static async Task<DatabaseInUse> OpenAsync(Settings settings, CancellationToken stop)
    {
        if (settings.ConnectionString is { } given)
            return new DatabaseInUse(given, null);

        var options = settings.Configuration.GetSection(PrivateServerOptions.Section).Get<PrivateServerOptions>() ?? new PrivateServerOptions();
        var server = await PrivatePostgres.OpenAsync(options, settings.DataDirectory, TimeProvider.System, stop);
        return new DatabaseInUse(server.ConnectionString, server);
    }

    /// <summary>One line for a database that cannot be used; null when the fault is another.</summary>
    public static string? Explain(Exception fault) => FeedPipelineDatabase.Explain(fault);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
