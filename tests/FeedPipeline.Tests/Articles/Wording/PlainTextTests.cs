using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Tests.Articles.Wording;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData(" a\u00A0\u2009 b\tc\r\nd ", "a b c d")]
    [InlineData("soft\u00ADhyphen zero\u200Bwidth \uFEFFmark", "softhyphen zerowidth mark")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\u0001b\u007F", "ab")]
    [InlineData("“curly” ‘quotes’ — …", "“curly” ‘quotes’ — …")]
    [InlineData("👩\u200D💻", "👩\u200D💻")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("a\u200Db \u200D c", "ab c")]
    public void Text_is_composed_and_visible(string text, string clean) => Assert.Equal(clean, PlainText.Clean(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFD b\uFFFD", PlainText.Clean("a\uD83D b\uDE00"));

    [Fact]
    public void Cleaning_twice_changes_nothing()
    {
        char[] letters = ['a', 'e', ' ', '\u0301', '\u200B', '\u200C', '\u200D', '\u00AD', '\u0939', '\u094D', '\uD83D', '\uDE00', '\u00A0', '\u1100', '\u1161', '\u0323', '\0', '\u2028', '\u212B'];
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var once = PlainText.Clean(new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => letters[random.Next(letters.Length)])]));

            Assert.Equal(once, PlainText.Clean(once));
        }
    }

    [Theory]
    [InlineData("It's a well-known 2,500 U.S. story — really.", 7)]
    [InlineData("橋は日曜日に再開した。", 10)]
    [InlineData("สวัสดีชาวโลก", 3)]
    [InlineData("", 0)]
    public void Words_are_counted_with_and_without_spaces(string text, int words) => Assert.Equal(words, WordCount.Of(text));
}
