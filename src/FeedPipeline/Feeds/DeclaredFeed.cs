namespace FeedPipeline.Feeds;

/// <summary>A feed with all that an operator says of it, in a file or by hand.</summary>
public sealed record DeclaredFeed
{
    /// <summary>What it is and how it is polled; a file knows no id.</summary>
    public required Feed Feed { get; init; }

    /// <summary>Whether it is not polled.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How long its articles are kept after the last feed dropped them; null for what goes for all.</summary>
    public TimeSpan? KeepAge { get; init; }

    /// <summary>How many of its articles are kept, the newest; null for what goes for all.</summary>
    public int? KeepCount { get; init; }

    /// <summary>Where its credentials and headers stand; null for none, or for those that were set by hand.</summary>
    public DeclaredAccess? Access { get; init; }

    /// <summary>Line of the file; 0 where there is none.</summary>
    public int Line { get; init; }
}

/// <summary>Credentials and headers by reference: the file that declares them holds no secret.</summary>
public sealed record DeclaredAccess
{
    /// <summary>User and password (RFC 7617).</summary>
    public DeclaredLogin? Basic { get; init; }

    /// <summary>A token (RFC 6750).</summary>
    public SecretReference? Bearer { get; init; }

    /// <summary>Other headers by name, in order.</summary>
    public IReadOnlyList<DeclaredHeader> Headers { get; init; } = [];
}

/// <summary>A user whose password stands elsewhere.</summary>
/// <param name="User">Without a colon.</param>
/// <param name="Password">Where it stands.</param>
public sealed record DeclaredLogin(string User, SecretReference Password);

/// <summary>A header whose value stands elsewhere.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Value">Where it stands.</param>
public sealed record DeclaredHeader(string Name, SecretReference Value);

/// <summary>Where a secret stands; one of the two is set.</summary>
/// <param name="Env">Name of a variable of the environment in which the file is applied.</param>
/// <param name="File">Path of a file that holds it; spaces and line ends around it do not count.</param>
public sealed record SecretReference(string? Env, string? File)
{
    /// <summary>For people.</summary>
    public override string ToString() => Env is not null ? $"env {Env}" : $"file {File}";
}
