using System.Text;

namespace FeedPipeline.Tests.Reading;

public class CharsetTests
{
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static string Xml(string? declared, string title) =>
        $"<?xml version='1.0'{(declared is null ? "" : $" encoding='{declared}'")}?><rss><channel><title>{title}</title></channel></rss>";

    [Fact]
    public void Transport_goes_before_the_declaration() =>
        Assert.Equal("Привет", Feeds.Read(Windows1251.GetBytes(Xml("iso-8859-1", "Привет")), charset: "\"windows-1251\"").Title);

    [Fact]
    public void The_declaration_is_obeyed_without_transport() =>
        Assert.Equal("Привет", Feeds.Read(Windows1251.GetBytes(Xml("windows-1251", "Привет"))).Title);

    [Fact]
    public void Valid_utf8_is_utf8_whatever_it_says()
    {
        var feed = Feeds.Read(Encoding.UTF8.GetBytes(Xml("iso-8859-1", "é")), charset: "shift_jis");

        Assert.Equal("é", feed.Title);
        Assert.Equal("says it is shift_jis, but is UTF-8", feed.Problems[0].What);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    [InlineData("us-ascii")]
    [InlineData("utf-7")]
    [InlineData("nonsense")]
    public void Bytes_that_are_not_what_they_say_are_windows_1252(string? declared) =>
        Assert.Equal("“é”", Feeds.Read(Windows1252.GetBytes(Xml(declared, "“é”"))).Title);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Wide_encodings_show_in_the_first_bytes(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        Assert.Equal("é", Feeds.Read(encoding.GetBytes(Xml("utf-8", "é"))).Title);
        Assert.Equal("é", Feeds.Read([.. encoding.Preamble, .. encoding.GetBytes(Xml("utf-8", "é"))]).Title);
    }

    [Fact]
    public void One_broken_byte_costs_one_character()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("<rss><channel><title>é"), 0xFF, .. Encoding.UTF8.GetBytes("é</title></channel></rss>")];

        Assert.Equal("é\uFFFDé", Feeds.Read(body).Title);
    }

    [Theory]
    [InlineData("CÃ´te", "Côte")]
    [InlineData("&#x93;x&#x94;", "“x”")]
    [InlineData("Ã is fine", "Ã is fine")]
    public void Characters_are_what_was_meant(string written, string meant) => Assert.Equal(meant, Feeds.Read(Xml(null, written)).Title);
}
