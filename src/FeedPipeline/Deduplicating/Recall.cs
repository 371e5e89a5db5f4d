using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>What is known before a document's items are judged.</summary>
/// <param name="Known">Stored articles by the keys that they own.</param>
public sealed record Recall(IReadOnlyDictionary<ArticleKey, StoredArticle> Known)
{
    /// <summary>Articles whose items the document lists as before: no other item is one of them.</summary>
    public IReadOnlySet<long> Listed { get; init; } = new HashSet<long>();

    /// <summary>Articles that the last document listed and this one does not, under the keys they had.</summary>
    public IReadOnlyList<StoredArticle> Vanished { get; init; } = [];

    /// <summary>Times, in UTC ticks, that several items of the document state: they say nothing about one of them.</summary>
    public IReadOnlySet<long> SharedDates { get; init; } = new HashSet<long>();

    /// <summary>Whether an item is what its own key says, whatever else it says: an operator answers for it, or it is an old document.</summary>
    public bool TrustsKeys { get; init; }
}

/// <summary>What became of a document's items.</summary>
/// <param name="Verdicts">One for each arrival, in order.</param>
/// <param name="IsShift">Nearly all are known, but few by their own keys: the publisher changed those.</param>
/// <param name="IsReuse">A guid came back on an item that contradicts it.</param>
/// <param name="Parameters">What the addresses of known items say about query parameters.</param>
public sealed record Judgement(IReadOnlyList<Verdict> Verdicts, bool IsShift, bool IsReuse, IReadOnlyList<SeenParameter> Parameters);
