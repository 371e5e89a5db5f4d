namespace FeedPipeline.Articles;

/// <summary>A text in one or two kilobytes: enough to tell how much of it stands in another text. Equal words give an equal sketch, whatever the spacing, case and punctuation.</summary>
public sealed record TextSketch
{
    /// <summary>What it is looked up by: a sample of its shingles, denser in the lead. Texts that share two, or a rare one, are worth a verdict. Distinct, ascending.</summary>
    public required IReadOnlyList<int> Keys { get; init; }

    /// <summary>All shingles of the first words, where a summary of the text has its own. Distinct, ascending.</summary>
    public required int[] Lead { get; init; }

    /// <summary>One of <see cref="Rate"/> shingles of the whole text. Distinct, ascending.</summary>
    public required int[] Body { get; init; }

    /// <summary>A power of two: the shingles in <see cref="Body"/> are those that it divides. 1 when all are there.</summary>
    public required int Rate { get; init; }

    /// <summary>The figures in the text, each as often as it stands there, ascending: what differs between two bulletins of one template.</summary>
    public required int[] Figures { get; init; }

    /// <summary>Length in words; scripts without spaces count by what a word takes in them.</summary>
    public required int Words { get; init; }

    /// <summary>Of all words in order: equal for equal texts.</summary>
    public required long Fingerprint { get; init; }
}
