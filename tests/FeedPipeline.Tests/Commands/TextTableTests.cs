using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Tests.Commands;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_aligned_numbers_to_the_right_and_no_line_ends_in_blanks() => Assert.Equal(
        ["ID  NAME  NOTE", " 1  one", "20  two   x"],
        Lines(null, ["ID", "NAME", "NOTE"], ["1", "one", ""], ["20", "two", "x"]));

    [Fact]
    public void Without_a_limit_every_row_is_one_line() =>
        Assert.Equal(2, Lines(null, ["NAME", "NOTE"], [new string('n', 500), new string('x', 500) + " " + new string('y', 500)]).Count);

    [Fact]
    public void With_one_the_last_column_is_wrapped_at_words_and_stays_aligned() => Assert.Equal(
        ["AT   DETAIL", "now  the quick brown fox jumps", "     over the lazy dog"],
        Lines(30, ["AT", "DETAIL"], ["now", "the quick brown fox jumps over the lazy dog"]));

    [Fact]
    public void Long_columns_before_it_are_cut_off_and_short_ones_stay_whole()
    {
        var lines = Lines(60, ["ID", "NAME", "URL"], ["1", new string('n', 50), "http://a.example/feed/of/news"]);

        Assert.All(lines, line => Assert.True(line.Length <= 60, line));
        Assert.StartsWith(" 1  nnnnnnnnnnnnnnnnnnnnnnn", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("…  http://a.example/feed/of/news", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_characters_count_twice() => Assert.Equal(
        ["NAME      X", "東京新聞  1", "Post      2"],
        Lines(null, ["NAME", "X"], ["東京新聞", "1"], ["Post", "2"]));

    private static List<string> Lines(int? width, params string[][] rows) =>
        [.. TextTable.Lines(rows, width).Select(line => string.Concat(line.Select(piece => piece.Text)))];
}
