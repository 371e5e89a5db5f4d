using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class ParagraphDiffTests
{
    [Theory]
    [InlineData("A|B", "A|B", null)]
    [InlineData(null, null, null)]
    [InlineData(null, "A|B", "+ A|+ B")]
    [InlineData("A|B", null, "- A|- B")]
    [InlineData("A|B", "A|B|C", "+ C")]
    [InlineData("A|B", "C|A|B", "+ C")]
    [InlineData("A|B|C", "A|C", "- B")]
    [InlineData("A|B|C", "A|X|C", "- B|+ X")]
    [InlineData("A|B|C|D", "A|X|Y|D", "- B|- C|+ X|+ Y")]
    [InlineData("A|A|A", "A|A", "- A")]
    [InlineData("A|B", "B|A", "- A|+ A")]
    [InlineData("A", "B", "- A|+ B")]
    public void Removed_and_added_paragraphs_stand_in_reading_order(string? before, string? after, string? diff) =>
        Assert.Equal(diff?.Replace('|', '\n'), ParagraphDiff.Between(Body(before), Body(after)));

    [Fact]
    public void Very_long_bodies_count_as_replaced()
    {
        var before = string.Join("\n\n", Enumerable.Range(0, 501));

        var lines = ParagraphDiff.Between(before, before + "\n\nmore")!.Split('\n');

        Assert.Equal((1003, "- 0", "+ more"), (lines.Length, lines[0], lines[^1]));
    }

    [Fact]
    public void A_diff_is_found_in_bodies_just_within_the_limit()
    {
        var before = string.Join("\n\n", Enumerable.Range(0, 499));

        Assert.Equal("+ more", ParagraphDiff.Between(before, before + "\n\nmore"));
    }

    private static string? Body(string? paragraphs) => paragraphs?.Replace("|", "\n\n", StringComparison.Ordinal);
}
