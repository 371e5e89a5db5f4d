namespace FeedPipeline.Tests.Reading;

public class AtomTests
{
    [Theory]
    [InlineData("xmlns='http://www.w3.org/2005/Atom'", "atom1.0")]
    [InlineData("xmlns='http://www.w3.org/2005/Atom/'", "atom1.0")]
    [InlineData("version='0.3' xmlns='http://purl.org/atom/ns#'", "atom0.3")]
    [InlineData("", "atom")]
    public void The_namespace_tells_the_version(string attributes, string format) =>
        Assert.Equal((format, "T"), Feeds.Read($"<feed {attributes}><title>T</title></feed>") is var feed ? (feed.Format, feed.Title) : default);

    [Theory]
    [InlineData("<title>1 &lt; 2</title>", "1 &lt; 2")]
    [InlineData("<title type='html'>&lt;b>x&lt;/b></title>", "<b>x</b>")]
    [InlineData("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a &lt; <em class='k'>b</em><br/></div></title>", "a &lt; <em class=\"k\">b</em><br />")]
    [InlineData("<title mode='escaped' type='text/html'>&lt;b>x&lt;/b></title>", "<b>x</b>")]
    [InlineData("<title mode='base64' type='text/html'>PGI+eDwvYj4=</title>", "<b>x</b>")]
    public void Text_constructs_become_html(string title, string html) => Assert.Equal(html, Feeds.AtomEntry(title).Title);

    [Fact]
    public void Bases_nest_from_the_document_down_to_the_link()
    {
        var item = Feeds.AtomEntry("<link xml:base='b/' href='c'/><content type='html' xml:base='/d/'>&lt;a href='e?x&amp;amp;y'&gt;</content>", url: "https://a.example/f");

        Assert.Equal(("https://a.example/b/c", "<a href='https://a.example/d/e?x&amp;y'>"), (item.Link, item.Content));
    }

    [Fact]
    public void The_first_alternate_link_is_the_page_and_enclosures_are_media()
    {
        var item = Feeds.AtomEntry("<link rel='self' href='https://a.example/0'/><link href='https://a.example/1'/><link rel='enclosure' href='https://a.example/2' length='x'/>");

        Assert.Equal("https://a.example/1", item.Link);
        Assert.Equal(("https://a.example/2", null), Assert.Single(item.Enclosures) is var media ? (media.Url, media.Length) : default);
    }

    [Fact]
    public void Entries_without_author_have_the_authors_of_the_feed()
    {
        var feed = Feeds.Read("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Ann</name></author><entry/><entry><author><email>b@a.example</email></author></entry></feed>");

        Assert.Equal([["Ann"], ["b@a.example"]], feed.Items.Select(item => item.Authors));
    }

    [Fact]
    public void Languages_are_inherited_and_stated_where_they_differ()
    {
        var feed = Feeds.Read("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><entry/><entry xml:lang='fr'/></feed>");

        Assert.Equal(("en", null, "fr"), (feed.Language, feed.Items[0].Language, feed.Items[1].Language));
    }
}
