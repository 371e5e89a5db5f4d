namespace FeedPipeline.Articles;

/// <summary>How two texts go together, and by which rule. From <see cref="Lead"/> on they are copies of one another.</summary>
public enum Kinship
{
    /// <summary>Not.</summary>
    None,

    /// <summary>They share words: both use a third text, say.</summary>
    Related,

    /// <summary>The shorter one stands in the longer one, but not as its beginning: quoted, or used as background.</summary>
    Quotes,

    /// <summary>The shorter one is the longer one's beginning: a summary.</summary>
    Lead,

    /// <summary>One body: a wire copy, a repost, an update.</summary>
    Body,

    /// <summary>The same words, however old.</summary>
    Equal,
}

/// <summary>Why two articles were said to go together: the evidence of one judgement.</summary>
/// <param name="ArticleId">The article that was judged.</param>
/// <param name="OtherId">One that it was held against.</param>
/// <param name="Kinship">How they go together; never <see cref="Kinship.None"/>.</param>
/// <param name="OfShorter">Share of the shorter text that stands in the longer one, 0 to 1.</param>
/// <param name="OfLonger">Share of the longer text that stands in the shorter one, 0 to 1.</param>
/// <param name="Shared">Runs of words that stand in both, about.</param>
public sealed record Likeness(long ArticleId, long OtherId, Kinship Kinship, double OfShorter, double OfLonger, int Shared);
