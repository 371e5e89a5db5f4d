using FeedPipeline.Deduplicating.Copies;

namespace FeedPipeline.Tests.Deduplicating.Copies;

public sealed class TextTokensTests
{
    [Theory]
    [InlineData("Don’t panic, it's FINE", "don't PANIC: “its” fine!")]
    [InlineData("rain\u00A0fell\n\nhere", "Rain  fell here.")]
    [InlineData("caf\u00E9", "cafe\u0301")]
    [InlineData("ＡＢＣ　１２", "abc 12")]
    [InlineData("so\u00ADcial", "social")]
    [InlineData("١٢ عام", "12 عام")]
    [InlineData("洪水淹没了村庄。", "洪水 淹没了,村庄")]
    public void What_reads_alike_has_the_same_tokens(string one, string other) => Assert.Equal(Tokens(one), Tokens(other));

    [Theory]
    [InlineData("rain fell", "rainfell")]
    [InlineData("3.5", "35")]
    [InlineData("कि", "की")]
    [InlineData("洪水", "水洪")]
    public void What_reads_otherwise_has_not(string one, string other) => Assert.NotEqual(Tokens(one), Tokens(other));

    [Theory]
    [InlineData("one two three", 3)]
    [InlineData("洪水淹没了村庄全部居民被迫离开", 7)]
    [InlineData("ฝนตกหนักมาก", 2)]
    [InlineData("서울에서 큰 비가 내렸다", 4)]
    [InlineData("Die iPhone15-Zeit", 3)]
    public void Words_are_counted_where_no_spaces_are(string text, int words) =>
        Assert.Equal(words, TextTokens.Of(1000, text).Tokens.Sum(token => token.Weight) / TextTokens.Word);

    [Fact]
    public void A_number_is_one_figure_with_its_decimals() =>
        Assert.Equal(TextTokens.Of(1000, "7 1,200 3.5 2026").Figures, TextTokens.Of(1000, "7. 1.200, a3 3.5kg 3,5 (2026)").Figures);

    [Theory]
    [InlineData("\uD83D")]
    [InlineData("a\uDE00b")]
    [InlineData("\u0301")]
    [InlineData("\uFFFF\u0000")]
    [InlineData("")]
    [InlineData(null)]
    public void Garbage_is_read(string? text) => Assert.Null(Record.Exception(() => TextTokens.Of(1000, text)));

    private static IEnumerable<ulong> Tokens(string text) => TextTokens.Of(1000, text).Tokens.Select(token => token.Hash);
}
