using FeedPipeline.Articles.Wording;
using FeedPipeline.Documents;
using FeedPipeline.Extracting.Bodies;

namespace FeedPipeline.Extracting.Fields;

/// <summary>The lines around the headline, down to the first long paragraph: dek, byline, date and credits stand there.</summary>
internal static class HeaderZone
{
    private const int LinesAbove = 4;
    private const int LinesBelow = 30;
    private const int LongWords = 45;

    /// <summary>The lines below the headline, then those above it; empty when the headline is not on the page.</summary>
    public static IReadOnlyList<Block> Of(IReadOnlyList<Block> blocks, string? headline)
    {
        var at = Place(blocks, headline);
        if (at < 0)
            return [];
        List<Block> zone = [];
        for (var i = at + 1; i < blocks.Count && zone.Count < LinesBelow; i++)
        {
            if (blocks[i].IsProse && blocks[i].Words > LongWords && zone.Count > 0 && blocks[i].Text.Length > 450)
                break;
            zone.Add(blocks[i]);
        }

        for (var i = Math.Max(0, at - LinesAbove); i < at; i++)
            zone.Add(blocks[i]);
        return zone;
    }

    private static int Place(IReadOnlyList<Block> blocks, string? headline)
    {
        var folded = PlainText.Fold(headline ?? "");
        var (place, rank) = (-1, 0);
        foreach (var block in blocks)
        {
            if (block.Kind != BlockKind.Heading && block.Text.Length > 400)
                continue;
            var isHeadline = folded.Length > 0 && block.Text.Length < 500 && PlainText.Fold(block.Text) == folded;
            var found = (isHeadline, block.Level) switch { (true, 1) => 4, (true, > 1) => 3, (true, _) => 2, (false, 1) => 1, _ => 0 };
            if (found > rank)
                (place, rank) = (block.Index, found);
        }

        return place;
    }
}
