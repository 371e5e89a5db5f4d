using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>The PostgreSQL server that runs below the data directory when no connection string is configured; section <c>PrivateServer</c>.</summary>
public sealed class PrivateServerOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "PrivateServer";

    /// <summary>Directory of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>; null: the one on PATH, else the newest that a distribution's package installed.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Port on 127.0.0.1, 0 to 65535; 0 (the default): the port of last time if it is free, else any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>How long a start, crash recovery included, may take: 5 seconds to 1 hour, default 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
