using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Judges candidates by what others say the article's text is: the linked data's <c>articleBody</c>, and the feed.</summary>
internal sealed class Judge
{
    private const int MinWitnessWords = 60;
    private const int ShingleWords = 4;

    private const double WholeShare = 0.75;

    private readonly HashSet<int> witness;
    private readonly int length;

    private Judge(HashSet<int> witness, int length)
    {
        this.witness = witness;
        this.length = length;
    }

    /// <summary>Whether the witness is as long as a text, so that what it lacks is suspect.</summary>
    public bool IsWhole(IEnumerable<Block> text) => witness.Count > 0 && length >= WholeShare * text.Sum(block => block.Words);

    /// <summary>Takes the longest text that is at hand.</summary>
    public static Judge Of(Page page, PageHints hints)
    {
        var linked = page.Linked.Text("articleBody") ?? page.Linked.Text("text") ?? "";
        var stated = linked.Length >= (hints.Text?.Length ?? 0) ? linked : hints.Text!;
        var words = Words(stated);
        return words.Count >= MinWitnessWords ? new Judge(Shingles(words), words.Count) : new Judge([], 0);
    }

    /// <summary>How good a candidate is; comparable between candidates of one page only.</summary>
    public double Score(Candidate candidate)
    {
        var weight = candidate.Blocks.Sum(block => block.Weight);
        if (witness.Count == 0)
            return weight * Trust(candidate.Source);
        var shingles = candidate.Blocks.SelectMany(block => Shingles(Words(block.Text))).ToHashSet();
        if (shingles.Count == 0)
            return 0;
        var common = shingles.Count(witness.Contains);
        // A witness that lacks nearly everything speaks of something else.
        return common * 10 < witness.Count ? weight / 1e6 : 2.0 * common / (shingles.Count + witness.Count);
    }

    // What publishers mark as the article is worth more than as much prose without a mark.
    private static double Trust(string source) => source switch
    {
        "dom:article" or "dom:main" => 1.3,
        "dom:body-container" => 1.45,
        "dom:wide-body-container" => 1.15,
        _ => 1,
    };

    /// <summary>Share of a paragraph's shingles that the witness has; null without a witness.</summary>
    public double? Agreement(Block block)
    {
        if (witness.Count == 0)
            return null;
        var shingles = Shingles(Words(block.Text));
        return shingles.Count == 0 ? null : (double)shingles.Count(witness.Contains) / shingles.Count;
    }

    private static HashSet<int> Shingles(List<int> words)
    {
        HashSet<int> shingles = [];
        for (var i = 0; i + ShingleWords <= words.Count; i++)
            shingles.Add(HashCode.Combine(words[i], words[i + 1], words[i + 2], words[i + 3]));
        return shingles;
    }

    private static List<int> Words(string text)
    {
        List<int> words = [];
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
                words.Add(string.GetHashCode(text.AsSpan(start, i - start), StringComparison.OrdinalIgnoreCase));
            start = -1;
        }

        return words;
    }
}
