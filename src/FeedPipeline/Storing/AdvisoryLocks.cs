namespace FeedPipeline.Storing;

/// <summary>Every number that is locked in PostgreSQL for more than a row, in one place: two of the same would make strangers wait for each other. Any numbers do, as long as all workers use the same.</summary>
internal static class AdvisoryLocks
{
    /// <summary>Whoever migrates.</summary>
    public const long Migration = 7_309_453_116_320_188_416;

    /// <summary>Whoever gives a commit its place in the change log; the number stands in <c>place_changes</c>, which a migration wrote.</summary>
    public const long ChangeOrder = Migration + 1;

    /// <summary>Whoever judges copies.</summary>
    public const long Copies = Migration + 4;

    /// <summary>Whoever claims what is due.</summary>
    public const long Claim = Migration + 5;
}
