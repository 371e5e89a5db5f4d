using FeedPipeline.Deduplicating;

namespace FeedPipeline.Tests.Deduplicating;

public sealed class CanonicalUrlTests
{
    [Theory]
    // Scheme, user and port.
    [InlineData("http://example.com/a", "https://example.com/a")]
    [InlineData("HTTPS://EXAMPLE.com/a", "https://example.com/a")]
    [InlineData("http://example.com:80/a", "https://example.com/a")]
    [InlineData("https://example.com:443/a", "https://example.com/a")]
    [InlineData("http://example.com:443/a", "https://example.com/a")]
    [InlineData("https://example.com:80/a", "https://example.com/a")]
    [InlineData("https://example.com:/a", "https://example.com/a")]
    [InlineData("https://reader:secret@example.com/a", "https://example.com/a")]
    // Host.
    [InlineData("https://www.example.com/a", "https://example.com/a")]
    [InlineData("https://www2.example.com/a", "https://example.com/a")]
    [InlineData("https://m.example.com/a", "https://example.com/a")]
    [InlineData("https://mobile.example.com/a", "https://example.com/a")]
    [InlineData("https://touch.example.com/a", "https://example.com/a")]
    [InlineData("https://amp.example.com/a", "https://example.com/a")]
    [InlineData("https://www.example.co.uk/a", "https://example.co.uk/a")]
    [InlineData("https://m.example.com:8080/a", "https://example.com:8080/a")]
    [InlineData("https://example.com./a", "https://example.com/a")]
    [InlineData("https://BÜCHER.example/a", "https://xn--bcher-kva.example/a")]
    [InlineData("https://www.bücher.example/a", "https://bücher.example/a")]
    [InlineData("https://例え.テスト/a", "https://xn--r8jz45g.xn--zckzah/a")]
    [InlineData("https://[2001:DB8:0::1]/a", "https://[2001:db8::1]/a")]
    // Path.
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://example.com//", "https://example.com/")]
    [InlineData("https://example.com/a/", "https://example.com/a")]
    [InlineData("https://example.com/a//", "https://example.com/a")]
    [InlineData("https://example.com/a/./b/../c", "https://example.com/a/c")]
    [InlineData("https://example.com/a/%2E%2e/c", "https://example.com/c")]
    [InlineData("https://example.com/../../a", "https://example.com/a")]
    [InlineData("https://example.com/%7Eme/%61", "https://example.com/~me/a")]
    [InlineData("https://example.com/%c3%a9", "https://example.com/%C3%A9")]
    [InlineData("https://example.com/é", "https://example.com/%C3%A9")]
    [InlineData("https://example.com/a b", "https://example.com/a%20b")]
    [InlineData("https://example.com/a\\b", "https://example.com/a/b")]
    [InlineData("https://example.com/index.html", "https://example.com/")]
    [InlineData("https://example.com/a/INDEX.htm", "https://example.com/a")]
    [InlineData("https://example.com/a/index.htm/", "https://example.com/a")]
    [InlineData("https://example.com/a/index.php?id=1", "https://example.com/a?id=1")]
    [InlineData("https://example.com/a/default.aspx", "https://example.com/a/default.aspx")]
    [InlineData("https://example.com/a/amp", "https://example.com/a")]
    [InlineData("https://example.com/a/amp/", "https://example.com/a")]
    [InlineData("https://example.com/a;jsessionid=0123AB.node1?x=1", "https://example.com/a?x=1")]
    [InlineData("https://example.com/a;JSESSIONID=0123AB", "https://example.com/a")]
    // Query.
    [InlineData("https://example.com/a?", "https://example.com/a")]
    [InlineData("https://example.com/a?&&", "https://example.com/a")]
    [InlineData("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2")]
    [InlineData("https://example.com/a?utm_source=rss&utm_medium=feed", "https://example.com/a")]
    [InlineData("https://example.com/a?UTM_Source=rss&id=1", "https://example.com/a?id=1")]
    [InlineData("https://example.com/a?%75tm_source=rss", "https://example.com/a")]
    [InlineData("https://example.com/a?fbclid=x&gclid=y&mc_cid=z", "https://example.com/a")]
    [InlineData("https://example.com/a?id=1&xtor=RSS-1", "https://example.com/a?id=1")]
    [InlineData("https://example.com/a?amp", "https://example.com/a")]
    [InlineData("https://example.com/a?amp=1", "https://example.com/a")]
    [InlineData("https://example.com/a?outputType=amp", "https://example.com/a")]
    [InlineData("https://example.com/a?ref=rss", "https://example.com/a")]
    [InlineData("https://example.com/a?source=Twitter", "https://example.com/a")]
    [InlineData("https://www.example.com/a?ref=example.com", "https://example.com/a")]
    [InlineData("https://example.com/a?ref=www.example.com", "https://example.com/a")]
    [InlineData("https://example.com/a?ref=https://example.com", "https://example.com/a")]
    [InlineData("https://example.com/a?ref=https%3A%2F%2Fwww.example.com", "https://example.com/a")]
    [InlineData("https://example.com/a?PHPSESSID=0123", "https://example.com/a")]
    [InlineData("https://example.com/a?jsessionid=0123", "https://example.com/a")]
    [InlineData("https://example.com/a?ASPSESSIONIDQQ=0123", "https://example.com/a")]
    [InlineData("https://example.com/a?CFID=1&CFTOKEN=2", "https://example.com/a")]
    [InlineData("https://example.com/a?sid=0123456789abcdef", "https://example.com/a")]
    // Fragment and white space.
    [InlineData("https://example.com/a#comments", "https://example.com/a")]
    [InlineData("https://example.com/a?x=1#top", "https://example.com/a?x=1")]
    [InlineData("  https://example.com/a\n", "https://example.com/a")]
    public void Links_to_one_page_are_equal(string one, string other)
    {
        Assert.NotNull(CanonicalUrl.Of(one));
        Assert.Equal(CanonicalUrl.Of(other), CanonicalUrl.Of(one));
    }

    [Theory]
    [InlineData("https://example.com/a", "https://example.org/a")]
    [InlineData("https://example.com/a", "https://news.example.com/a")]
    [InlineData("https://www.com/a", "https://com/a")]
    [InlineData("https://m.me/a", "https://me/a")]
    [InlineData("https://www3.example.com/a", "https://example.com/a")]
    [InlineData("https://faß.example/a", "https://fass.example/a")]
    [InlineData("https://[::1]/a", "https://[::2]/a")]
    [InlineData("https://example.com:8080/a", "https://example.com/a")]
    [InlineData("https://t.example/aBc", "https://t.example/abc")]
    [InlineData("https://example.com/a", "https://example.com/b")]
    [InlineData("https://example.com/a/b", "https://example.com/ab")]
    [InlineData("https://example.com/a%2Fb", "https://example.com/a/b")]
    [InlineData("https://example.com/a%3Fb", "https://example.com/a?b")]
    [InlineData("https://example.com/camp", "https://example.com/c")]
    [InlineData("https://example.com/ampere", "https://example.com/")]
    [InlineData("https://example.com/my-index.html", "https://example.com/")]
    [InlineData("https://example.com/a?id=1", "https://example.com/a?id=2")]
    [InlineData("https://example.com/a?id=1", "https://example.com/a")]
    [InlineData("https://example.com/a?id=A", "https://example.com/a?id=a")]
    [InlineData("https://example.com/a?p=1&p=2", "https://example.com/a?p=2&p=1")]
    [InlineData("https://example.com/a?q=%26b", "https://example.com/a?q=&b")]
    [InlineData("https://example.com/a?ref=main", "https://example.com/a")]
    [InlineData("https://example.com/a?ref=notexample.com", "https://example.com/a")]
    [InlineData("https://example.com/a?source=other.example", "https://example.com/a")]
    [InlineData("https://example.com/a?amp=2", "https://example.com/a")]
    [InlineData("https://example.com/a?sid=12", "https://example.com/a")]
    [InlineData("https://example.com/a?sid=20260301060000123", "https://example.com/a")]
    [InlineData("https://example.com/a?sid=local-elections-2026", "https://example.com/a")]
    [InlineData("https://example.com/a?utmost=1", "https://example.com/a")]
    [InlineData("https://example.com/a#!/b", "https://example.com/a")]
    [InlineData("https://example.com/#!/b", "https://example.com/#!/c")]
    public void Links_to_two_pages_are_not(string one, string other) => Assert.NotEqual(CanonicalUrl.Of(one), CanonicalUrl.Of(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/a")]
    [InlineData("//example.com/a")]
    [InlineData("example.com/a")]
    [InlineData("http:example.com")]
    [InlineData("https:///a")]
    [InlineData("https://")]
    [InlineData("ftp://example.com/a")]
    [InlineData("mailto:desk@example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("urn:uuid:6f8f2d22-5a3b-4f6a-9b7e-1f2d3c4b5a69")]
    [InlineData("https://exa mple.com/")]
    [InlineData("https://example.com:99999/")]
    [InlineData("https://a..b/")]
    [InlineData("https://\u00AD/")]
    [InlineData("https://9\u200Ds/")]
    [InlineData("https://é-/a")]
    public void What_is_no_web_address_has_no_key(string? address) => Assert.Null(CanonicalUrl.Of(address));

    [Theory]
    [InlineData("https://example.com/", true)]
    [InlineData("https://www.example.com", true)]
    [InlineData("https://example.com//", true)]
    [InlineData("https://example.com/index.html?utm_source=rss#top", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("https://example.com/a", false)]
    [InlineData("https://example.com/?p=1", false)]
    [InlineData("https://example.com/#!/a", false)]
    public void A_front_page_is_told_from_an_article(string address, bool isFrontPage) =>
        Assert.Equal(isFrontPage, CanonicalUrl.IsFrontPage(CanonicalUrl.Of(address)!));

    [Theory]
    [InlineData(";jsessionid=")]
    [InlineData("/amp")]
    [InlineData("../")]
    [InlineData("//")]
    [InlineData("%")]
    [InlineData("%C3%A9")]
    [InlineData("?a&")]
    [InlineData("漢")]
    [InlineData("m.")]
    [InlineData(":")]
    public void Long_repetitions_are_read_or_refused(string piece)
    {
        var repeated = string.Concat(Enumerable.Repeat(piece, 4100 / piece.Length));

        Assert.Null(Record.Exception(() => CanonicalUrl.Of("https://example.com/" + repeated)));
        Assert.Null(Record.Exception(() => CanonicalUrl.Of(("https://example.com/" + repeated)[..3999])));
        Assert.Null(Record.Exception(() => CanonicalUrl.Of(("https://" + repeated)[..3999])));
    }

    /// <summary>Pieces that parsers of addresses stumble over, in 20,000 seeded mixtures.</summary>
    [Fact]
    public void Garbage_never_throws_and_what_has_a_key_is_an_address()
    {
        string[] pieces =
        [
            "www.", "m.", "xn--", "/amp/", "/index.html", "utm_", "%2e", "%2F", "%zz", "..", "/./", "#!", ";jsessionid=", "?", "&", "=", "ref=", "[::1]", ":80",
            "example.com", "@", ":", "/", "\\", ".", "-", "é", "ß", "漢", "İ", "\u00AD", "\u200D", "。", " ", "\t", "\0", "\uD800", "\uDC00", "<", "\"", "a",
        ];
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var address = "https://" + string.Concat(random.GetItems(pieces, random.Next(1, 12)));
            var key = CanonicalUrl.Of(address);

            Assert.True(key is null || Uri.TryCreate(key, UriKind.Absolute, out _), $"{address} → {key}");
        }
    }
}
