namespace FeedPipeline.Extracting.Fields;

/// <summary>What one place of a page calls the article.</summary>
/// <param name="Text">Without the site's name.</param>
/// <param name="Source">The place.</param>
/// <param name="Prior">How often that place alone is right.</param>
/// <param name="Voice">What its agreement is worth to others.</param>
internal sealed record HeadlineVote(string Text, string Source, double Prior, double Voice)
{
    private const int MinKickedChars = 15;

    /// <summary>Letters and digits of <see cref="Text"/>.</summary>
    public string Folded { get; init; } = "";

    /// <summary>Whether a heading holds the line above the headline too: it is more than what the head calls the article.</summary>
    public static bool HoldsKicker(HeadlineVote vote, IEnumerable<HeadlineVote> votes) => vote.Source == "dom:h1"
        && votes.Any(other => other.Source.StartsWith("meta:", StringComparison.Ordinal) && other.Folded.Length < vote.Folded.Length
            && other.Folded.Length > MinKickedChars && vote.Folded.EndsWith(other.Folded, StringComparison.Ordinal));
}
