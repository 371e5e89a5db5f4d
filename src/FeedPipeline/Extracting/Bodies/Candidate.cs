namespace FeedPipeline.Extracting.Bodies;

/// <summary>A whole body that may be the article's.</summary>
/// <param name="Blocks">Its paragraphs, in order.</param>
/// <param name="Removed">Lines that were taken out as template text.</param>
/// <param name="Source">How it was found.</param>
internal sealed record Candidate(IReadOnlyList<Block> Blocks, IReadOnlyList<string> Removed, string Source)
{
    public Candidate((IReadOnlyList<Block> Blocks, IReadOnlyList<string> Removed) trimmed, string source)
        : this(trimmed.Blocks, trimmed.Removed, source)
    {
    }
}
