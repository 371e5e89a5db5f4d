using System.Net.Sockets;
using Npgsql;

namespace FeedPipeline.Storing;

/// <summary>Connections to the database in use.</summary>
public static class FeedPipelineDatabase
{
    private const int BufferBytes = 32 * 1024;

    /// <summary>Why this is no connection string; null when it is one.</summary>
    public static string? Refuse(string connectionString)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "it names no Host" : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            return wrong.Message;
        }
    }

    /// <summary>A pool with our limits; what the connection string says itself goes before.</summary>
    /// <exception cref="ArgumentException">It is not a connection string.</exception>
    public static NpgsqlDataSource Open(string connectionString, StoringOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // ContainsKey is true for every keyword there is; Keys has those that were given.
        var given = settings.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("Command Timeout"))
            settings.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
        if (!given.Contains("Application Name"))
            settings.ApplicationName = "feedpipe";
        // Statements are few and repeated for ever: each is planned once per connection.
        if (!given.Contains("Max Auto Prepare"))
            settings.MaxAutoPrepare = 50;
        // A claim and a batch are hundreds of kilobytes, each piece of which is a wait of its own.
        if (!given.Contains("Read Buffer Size"))
            settings.ReadBufferSize = BufferBytes;
        if (!given.Contains("Write Buffer Size"))
            settings.WriteBufferSize = BufferBytes;

        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "feedpipeline" };
        return builder.Build();
    }

    /// <summary>The same place with <paramref name="schema"/> first, made where it is missing: Quartz keeps its tables there.</summary>
    public static string QuartzConnection(string connectionString, string schema)
    {
        using (var connection = new NpgsqlConnection(connectionString))
        {
            connection.Open();
            using var command = new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS {schema}", connection);
            command.ExecuteNonQuery();
        }

        return new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = schema, MaxPoolSize = 5, ApplicationName = "feedpipe quartz" }.ConnectionString;
    }

    /// <summary>The same place as a URI for psql and its kin, password included.</summary>
    public static string Uri(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return Uri(connectionString, settings.Username ?? string.Empty, settings.Password);
    }

    /// <summary>The same place for another role; without password when that is null.</summary>
    public static string Uri(string connectionString, string role, string? password)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var account = System.Uri.EscapeDataString(role) + (password is null ? string.Empty : ":" + System.Uri.EscapeDataString(password));
        var database = System.Uri.EscapeDataString(settings.Database ?? settings.Username ?? string.Empty);
        // A socket's directory has slashes, which a URI's host cannot hold.
        return settings.Host is ['/', ..] socket
            ? FormattableString.Invariant($"postgresql://{account}@/{database}?host={System.Uri.EscapeDataString(socket)}&port={settings.Port}")
            : FormattableString.Invariant($"postgresql://{account}@{settings.Host}:{settings.Port}/{database}");
    }

    /// <summary>Whether the database kept something because another has its name.</summary>
    public static bool IsTaken(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Whether the database is out of reach, or has no time: the same may succeed later.</summary>
    public static bool IsAway(Exception fault) => fault is NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: SocketException or TimeoutException }
        or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } || (fault.InnerException is { } inner && IsAway(inner));

    /// <summary>One line for a database that cannot be reached or refuses; null when the fault is another.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        PostgresException refused => $"the database refuses: {refused.MessageText} ({refused.SqlState})",
        NpgsqlException { InnerException: SocketException unreachable } => $"the database cannot be reached: {unreachable.Message}; check ConnectionStrings__FeedPipeline",
        NpgsqlException failed => $"the database cannot be used: {failed.Message}; check ConnectionStrings__FeedPipeline",
        { InnerException: NpgsqlException inner } => Explain(inner),
        _ => null,
    };
}
