namespace FeedPipeline.Articles;

/// <summary>What became of an item that the window did not know.</summary>
public abstract record Verdict
{
    private Verdict(Arrival arrival) => Arrival = arrival;

    /// <summary>The item with its article.</summary>
    public Arrival Arrival { get; }

    /// <summary>Nobody had it before.</summary>
    /// <param name="Arrival">The item with its article.</param>
    public sealed record Unseen(Arrival Arrival) : Verdict(Arrival);

    /// <summary>Known, and what the publisher says has changed.</summary>
    /// <param name="Arrival">The item with its article.</param>
    /// <param name="Known">The article as stored before.</param>
    /// <param name="ChangedFields">Column names, in the table's order; never empty.</param>
    /// <param name="Class">What kind of change it is.</param>
    /// <param name="Diff">The body's change by paragraph; null when the body did not change.</param>
    public sealed record Revised(
        Arrival Arrival, StoredArticle Known, IReadOnlyList<string> ChangedFields, RevisionClass Class, string? Diff) : Verdict(Arrival);

    /// <summary>Known, and nothing to add but that this feed lists it.</summary>
    /// <param name="Arrival">The item with its article.</param>
    /// <param name="ArticleId">The article it is.</param>
    public sealed record Sighted(Arrival Arrival, long ArticleId) : Verdict(Arrival);
}

/// <summary>An item and the article made of it.</summary>
/// <param name="item">The item with its keys.</param>
/// <param name="article">Its article.</param>
public sealed class Arrival(IdentifiedItem item, Article article)
{
    /// <summary>The item with its keys.</summary>
    public IdentifiedItem Item { get; } = item;

    /// <summary>Its article.</summary>
    public Article Article { get; } = article;

    /// <summary>Whether the article's page is to be read.</summary>
    public bool WantsPage { get; init; }
}

/// <summary>What kind of change made a revision.</summary>
public enum RevisionClass
{
    /// <summary>Spacing, case or punctuation, or the address only.</summary>
    Cosmetic,

    /// <summary>The headline alone.</summary>
    Headline,

    /// <summary>Anything else.</summary>
    Update,

    /// <summary>The new words say that something was wrong.</summary>
    Correction,

    /// <summary>The new words take the article back.</summary>
    Retraction,

    /// <summary>No other words: the publisher took it out of the feed before its time. Never of a revision.</summary>
    Withdrawn,
}
