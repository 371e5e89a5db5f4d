using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Reading;

public class RssTests
{
    [Theory]
    [InlineData("<rss version='0.91'><channel/></rss>", "rss0.91")]
    [InlineData("<rss version='2.0.1'><channel/></rss>", "rss2.0")]
    [InlineData("<rss><channel/></rss>", "rss")]
    [InlineData("<RSS version='2.0'><Channel/></RSS>", "rss2.0")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/></rdf:RDF>", "rss1.0")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/></rdf:RDF>", "rss0.90")]
    [InlineData("<CHANNEL HREF='https://a.example/'/>", "cdf")]
    public void The_root_tells_the_format(string xml, string format) => Assert.Equal(format, Feeds.Read(xml).Format);

    [Fact]
    public void Items_beside_the_channel_count()
    {
        var feed = Feeds.Read("<rss version='2.0'><channel><title>A</title></channel><item><title>B</title></item></rss>");

        Assert.Equal(("A", "B"), (feed.Title, Assert.Single(feed.Items).Title));
    }

    [Fact]
    public void A_guid_is_the_link_where_none_is_given() =>
        Assert.Equal("https://a.example/1", Feeds.RssItem("<guid>https://a.example/1</guid>").Link);

    [Fact]
    public void A_guid_that_is_no_permalink_is_no_link() =>
        Assert.Null(Feeds.RssItem("<guid isPermaLink='false'>https://a.example/1</guid>").Link);

    [Fact]
    public void Dublin_core_creators_go_before_the_author() =>
        Assert.Equal(["Ann", "Bob"], Feeds.RssItem("<author>desk@a.example</author><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>").Authors);

    [Fact]
    public void Description_is_the_summary_and_encoded_the_content()
    {
        var item = Feeds.RssItem("<description>Short &amp;amp; sweet</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>");

        Assert.Equal(("Short &amp; sweet", "<p>Long</p>"), (item.Summary, item.Content));
    }

    [Fact]
    public void Tags_that_should_have_been_escaped_are_kept() =>
        Assert.Equal("<p>One<br />two</p>", Feeds.RssItem("<description><p>One<br/>two</p></description>").Summary);

    [Fact]
    public void Enclosures_state_type_and_length() =>
        Assert.Equal(new Enclosure("https://a.example/1.mp3", "audio/mpeg", 12), Assert.Single(Feeds.RssItem("<enclosure url='https://a.example/1.mp3' type='audio/mpeg' length='12'/>").Enclosures));

    [Fact]
    public void Media_groups_give_the_image_with_credit_and_caption()
    {
        var item = Feeds.RssItem(
            "<media:group><media:content url='https://a.example/1.jpg' medium='image'><media:credit>Ann</media:credit><media:description>Sea</media:description></media:content></media:group>");

        Assert.Equal(new ItemImage("https://a.example/1.jpg", "Ann", "Sea"), item.Image);
    }

    [Fact]
    public void Atom_links_inside_rss_fill_the_gaps() =>
        Assert.Equal("https://a.example/", Feeds.Rss("<atom:link rel='self' href='https://a.example/rss'/><atom:link href='https://a.example/'/>").Link);

    [Fact]
    public void Feedburner_states_the_address_before_its_own() =>
        Assert.Equal("https://a.example/1", Feeds.RssItem("<link>https://feeds.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>").OriginalLink);

    [Theory]
    [InlineData("<ttl>90</ttl>", 90)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360)]
    public void The_publisher_may_say_how_often_to_poll(string channel, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Feeds.Rss(channel).UpdateInterval);

    [Theory]
    [InlineData("http://purl.org/dc/elements/1.0/")]
    [InlineData("HTTP://PURL.ORG/dc/elements/1.1")]
    public void Namespaces_are_forgiven_case_slash_and_version(string address)
    {
        var feed = Feeds.Read($"<rss><channel><item><x:creator xmlns:x='{address}'>Ann</x:creator></item></channel></rss>");

        Assert.Equal(["Ann"], Assert.Single(feed.Items).Authors);
    }

    [Fact]
    public void Elements_of_unknown_namespaces_do_not_pose_as_rss() =>
        Assert.Null(Feeds.RssItem("<x:title xmlns:x='urn:x'>No</x:title>").Title);
}
