using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Articles;

/// <summary>An article whose page this process may ask for until the lease ends, with all that the feed said of it.</summary>
public sealed record DuePage
{
    /// <summary>The article.</summary>
    public required long ArticleId { get; init; }

    /// <summary>Number of this claim; the page is only taken in while it is still the latest.</summary>
    public required long Fence { get; init; }

    /// <summary>The feed that brought the article.</summary>
    public required long FeedId { get; init; }

    /// <summary>Its name.</summary>
    public required string FeedName { get; init; }

    /// <summary>The article's page.</summary>
    public required string Url { get; init; }

    /// <summary>Host and port of <see cref="Url"/>, as written; empty when it has none.</summary>
    public required string Host { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>The item as the feed states it.</summary>
    public required FeedItem Item { get; init; }

    /// <summary>The feed's document without its items.</summary>
    public required FeedDocument Document { get; init; }
}

/// <summary>What an auto feed has taught so far: how many of its first articles it carried whole, and how many were longer on their page.</summary>
/// <param name="Whole">Articles whose text the feed carried.</param>
/// <param name="Cut">Articles whose page had more.</param>
public readonly record struct FullTextLesson(int Whole, int Cut)
{
    /// <summary>Articles that are looked at before the feed's text is trusted.</summary>
    public const int Sample = 3;

    /// <summary>Whether an article's page is asked for. <paramref name="place"/> is its place among the new articles of its document, from 0.</summary>
    public bool Wants(FullText choice, BodySource source, int place) => choice switch
    {
        FullText.Always => true,
        FullText.Never => false,
        _ when source == BodySource.Summary => true,
        _ when Whole + Cut < Sample => place < Sample - Whole - Cut,
        _ => Cut > Whole,
    };
}

/// <summary>What the page of an article calls its own address, where that is another than the feed's.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Url">In the comparison form.</param>
/// <param name="Key">What it is stored under.</param>
public sealed record PageAlias(string Host, string Url, ArticleKey Key);
