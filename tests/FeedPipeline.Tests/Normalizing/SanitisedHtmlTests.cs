using System.Xml.Linq;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

public sealed class SanitisedHtmlTests
{
    [Theory]
    [InlineData("<p onclick='x()' class=a>One <i>two</i> <b>three</b></p>", "<p>One <em>two</em> <strong>three</strong></p>")]
    [InlineData("bare text<div>in <span>a div</span></div>", "<p>bare text</p><p>in a div</p>")]
    [InlineData("<h1>One</h1><h4>Four</h4>", "<h2>One</h2><h4>Four</h4>")]
    [InlineData("a<br>b<br><br>c", "<p>a<br/>b</p><p>c</p>")]
    [InlineData("<script>x</script><style>y</style><p>a<!-- b --></p><iframe src=x>c</iframe>", "<p>a</p>")]
    [InlineData("<p hidden>a</p><p style='display: none'>b</p><p>c</p>", "<p>c</p>")]
    [InlineData("<a href='https://example.org/?a=1&amp;b=2'>x</a>", "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener nofollow\">x</a></p>")]
    [InlineData("<a href='javascript:alert(1)'>x</a><a href=' java\nscript:alert(1)'>y</a>", "<p>xy</p>")]
    [InlineData("<img src='https://example.org/a.jpg' alt='\"A\" & b'><img src='https://example.org/p.gif' width=1 height=1>", "<p><img src=\"https://example.org/a.jpg\" alt=\"&quot;A&quot; &amp; b\"/></p>")]
    [InlineData("<img src='data:image/png;base64,x'>text", "<p>text</p>")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>")]
    [InlineData("<table><tr><th>a</th><td></td></tr></table>", "<table><tbody><tr><th>a</th><td></td></tr></tbody></table>")]
    [InlineData("<pre>\n\n  a\n    b\n</pre>", "<pre>  a\n    b</pre>")]
    [InlineData("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>")]
    [InlineData("<figure><div><img src='https://example.org/a.jpg'></div><figcaption>c</figcaption></figure>", "<figure><img src=\"https://example.org/a.jpg\" alt=\"\"/><figcaption>c</figcaption></figure>")]
    [InlineData("<p> </p><b></b><div>&nbsp;</div>", null)]
    [InlineData("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>")]
    [InlineData("<b>a <p>b</p></b>", "<p>a</p><p>b</p>")]
    public void Only_what_is_listed_is_written(string html, string? expected) => Assert.Equal(expected, SanitisedHtml.Of(html));

    [Fact]
    public void Whatever_comes_in_is_well_formed_and_sanitising_twice_changes_nothing()
    {
        var random = new Random(42);
        for (var i = 0; i < 1500; i++)
        {
            var html = TagSoup.Of(random);
            var once = SanitisedHtml.Of(html) ?? "";

            XElement.Parse($"<x>{once}</x>");
            var twice = SanitisedHtml.Of(once) ?? "";
            Assert.True(once == twice, $"{html}\n{once}\n{twice}");
        }
    }
}
