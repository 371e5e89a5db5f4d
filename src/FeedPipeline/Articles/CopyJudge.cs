namespace FeedPipeline.Articles;

/// <summary>How copies are told, for the store: it looks up and writes, and knows no rule.</summary>
public sealed record CopyJudge
{
    /// <summary>The sketch of an article's text; null when copies are not looked for.</summary>
    public required Func<Article, TextSketch>? Sketch { get; init; }

    /// <summary>Judges texts that arrive together, in order, among each other too.</summary>
    public required Func<RecalledTexts, IReadOnlyList<ArrivingText>, JudgedTexts> Judge { get; init; }

    /// <summary>Texts under a key from which on it says nothing.</summary>
    public required int Crowd { get; init; }

    /// <summary>Texts under a key up to which it is a reason for a verdict by itself; of others it takes two.</summary>
    public required int Rare { get; init; }

    /// <summary>Texts that one is held against at most.</summary>
    public required int MaxCandidates { get; init; }

    /// <summary>How long a text is remembered at least.</summary>
    public required TimeSpan Window { get; init; }
}

/// <summary>A text that is to be judged.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsAgain">It was judged before, with other words or another date.</param>
public sealed record ArrivingText(SketchedText Text, bool IsAgain);
