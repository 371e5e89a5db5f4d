namespace FeedPipeline.Articles;

/// <summary>What became of texts that arrived together.</summary>
/// <param name="Texts">Each of them, in order.</param>
/// <param name="Moves">Groups that have another oldest now.</param>
/// <param name="Heirs">Texts that stand under keys of a text that left their group.</param>
public sealed record JudgedTexts(IReadOnlyList<JudgedText> Texts, IReadOnlyList<MovedGroup> Moves, IReadOnlyList<JudgedText> Heirs)
{
    /// <summary>Nothing arrived.</summary>
    public static JudgedTexts None { get; } = new([], [], []);
}

/// <summary>A text with its judgement.</summary>
/// <param name="Text">The text.</param>
/// <param name="CopyOf">The oldest of its group; null when it is that itself.</param>
/// <param name="Keys">Those it is to stand under.</param>
/// <param name="Likenesses">The evidence, against each text that it has to do with.</param>
public sealed record JudgedText(SketchedText Text, long? CopyOf, IReadOnlyList<int> Keys, IReadOnlyList<Likeness> Likenesses);

/// <summary>A group that has another oldest now.</summary>
/// <param name="From">What its members were copies of.</param>
/// <param name="To">What they, and <paramref name="From"/> too, are copies of now.</param>
public readonly record struct MovedGroup(long From, long To);
