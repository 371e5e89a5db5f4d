namespace FeedPipeline.Articles;

/// <summary>What is remembered of texts that arriving ones may be copies of.</summary>
/// <param name="Texts">Those that share keys with an arriving text, the oldest of their groups, and what is judged again as it was.</param>
/// <param name="Holders">Of each key, how many texts stand under it; those that are recalled are among them.</param>
public sealed record RecalledTexts(IReadOnlyList<RecalledText> Texts, IReadOnlyDictionary<int, int> Holders)
{
    /// <summary>Nothing is remembered.</summary>
    public static RecalledTexts None { get; } = new([], new Dictionary<int, int>());
}

/// <summary>A text that was judged before.</summary>
/// <param name="Id">The article.</param>
/// <param name="CopyOf">The oldest of its group; null when it is that itself.</param>
/// <param name="PublishedAt">Null when nobody says.</param>
/// <param name="Sketch">Null when it is forgotten, because it is older than the window.</param>
/// <param name="EqualTo">The fingerprint under which it is remembered for good; null when it is not asked for.</param>
/// <param name="Generation">Where its sketch is kept; null without one.</param>
/// <param name="Keys">Keys of arriving texts that it stands under.</param>
/// <param name="KeptApart">Articles that an operator said it is no copy of.</param>
public sealed record RecalledText(
    long Id, long? CopyOf, DateTimeOffset? PublishedAt, TextSketch? Sketch, long? EqualTo, int? Generation, IReadOnlyList<int> Keys, IReadOnlyList<long> KeptApart);
