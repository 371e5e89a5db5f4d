using FeedPipeline.Documents;
using static FeedPipeline.Tests.Extracting.Pages;

namespace FeedPipeline.Tests.Extracting;

public sealed class BodyTests
{
    private const string Text = $"<p>{First}</p><p>{Second}</p><p>{Third}</p>";

    [Fact]
    public void The_article_is_found_without_navigation_and_footer() =>
        Assert.Equal([First, Second, Third], Texts(Read(With(Text))));

    [Theory]
    [InlineData("<div class='share-buttons'><a href='/f'>Facebook</a> <a href='/t'>Tweet this</a></div>")]
    [InlineData("<div class='related-articles'><p>A ferry sank on its first journey, and all passengers could be saved by fishermen.</p></div>")]
    [InlineData("<aside><p>Sign up for our newsletter, and we will send you all the news of the harbour every morning.</p></aside>")]
    [InlineData("<p>Read more: <a href='/x'>Ferries will keep running</a></p>")]
    [InlineData("<div style='display: none'><p>Nobody sees this sentence, although it is as long as any other one in the article.</p></div>")]
    [InlineData("<p>Empfohlener redaktioneller Inhalt</p>")]
    [InlineData("<p>Advertisement</p>")]
    [InlineData("<p>Published 28 July 2021, 10:15</p>")]
    [InlineData("<figure><img src='/b.jpg'><figcaption>The bridge on its first day after all the repairs were done.</figcaption></figure>")]
    public void What_stands_between_the_paragraphs_is_left_out(string box) =>
        Assert.Equal([First, Second, Third], Texts(Read(With($"<p>{First}</p>{box}<p>{Second}</p><p>{Third}</p>"))));

    [Theory]
    [InlineData("<h3>Most Popular</h3><ul><li><a href='/1'>One story</a></li><li><a href='/2'>Another story</a></li></ul>")]
    [InlineData("<h2>About the author</h2><p>Ann Smith writes about bridges and harbours. She lives near the water with two cats.</p>")]
    [InlineData("<p>Follow us on Twitter and Facebook for the latest news updates.</p>")]
    [InlineData("<p>This article was originally published by the Harbour Gazette.</p>")]
    public void What_stands_under_the_article_is_cut(string tail) =>
        Assert.Equal([First, Second, Third], Texts(Read(With(Text + tail))));

    [Fact]
    public void A_name_that_holds_the_article_itself_removes_nothing()
    {
        var parts = string.Concat(new[] { First, Second, Third }.Select(text => $"<div class='sidebar-grid'><p>{text}</p></div>"));

        Assert.Equal([First, Second, Third], Texts(Read(With(parts))));
    }

    [Fact]
    public void A_question_about_cookies_is_never_the_article()
    {
        var question = $"<div id='onetrust-consent-sdk'>{string.Concat(Enumerable.Repeat($"<p>{Second} {Third} We store cookies.</p>", 9))}</div>";

        Assert.Equal([First, Second, Third], Texts(Read(With(Text) + question)));
    }

    [Fact]
    public void Readers_comments_are_not_the_article()
    {
        var comments = $"<section class='comments'>{string.Concat(Enumerable.Repeat("<div class='comment'><p>I have crossed this bridge every day of my life, and nobody ever asked me.</p></div>", 30))}</section>";

        Assert.Equal([First, Second, Third], Texts(Read(With(Text + comments))));
    }

    [Fact]
    public void Subheads_quotations_lists_and_tables_are_paragraphs()
    {
        var page = Read(With($"<p>{First}</p><h2>What comes next</h2><p>{Second}</p><blockquote><p>{Third}</p></blockquote><ul><li>Ferries</li><li>Buses</li></ul><table><tr><td>Steel</td><td>40 t</td></tr></table><p>{Second} Again.</p>"));

        Assert.Equal([First, "What comes next", Second, Third, "Ferries", "Buses", "Steel | 40 t", Second + " Again."], Texts(page));
        Assert.Equal(
            [BlockKind.Paragraph, BlockKind.Heading, BlockKind.Paragraph, BlockKind.Quotation, BlockKind.ListItem, BlockKind.ListItem, BlockKind.Paragraph, BlockKind.Paragraph],
            page.Body.Select(block => block.Kind));
    }

    [Fact]
    public void Line_breaks_part_paragraphs_in_old_pages() =>
        Assert.Equal([First, Second, Third], Texts(Read($"<html><body><table><tr><td><font>{First}<br><br>{Second}<br>\n<br>{Third}</font></td></tr></table></body></html>")));

    [Fact]
    public void Linked_data_tell_the_article_from_what_looks_like_it()
    {
        const string Other = "<p>A quite different story is told here at great length, about ferries, buses and trains, and about the people in them.</p>";
        var linked = $"<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{First} {Second} {Third.Replace("“", "'", StringComparison.Ordinal)}\"}}</script>";

        var page = Read($"<html><head>{linked}</head><body><div class='x'>{Text}</div><div class='y'>{string.Concat(Enumerable.Repeat(Other, 3))}</div></body></html>");

        Assert.Equal([First, Second, Third], Texts(page).Take(3));
    }

    [Fact]
    public void A_page_of_scripts_gives_the_text_that_it_carries_for_programs()
    {
        var linked = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\"articleBody\":\"" + First + "\\n" + Second + "\\n" + First + Second + Second + "\"}</script>";

        var page = Read($"<html><head>{linked}</head><body><div id='root'></div></body></html>");

        Assert.Equal([First, Second], Texts(page).Take(2));
        Assert.Equal("jsonld:articleBody", page.BodySource);
    }

    [Fact]
    public void Markup_of_the_paragraphs_is_kept_with_absolute_addresses() =>
        Assert.Contains("""<a href="https://news.example/port">port</a>""", Read(With($"<p>{First} The <a href='/port'>port</a> <em>agrees</em>.</p><p>{Second}</p>")).Body[0].Html, StringComparison.Ordinal);

    [Fact]
    public void A_hidden_form_that_is_longer_than_the_article_is_not_the_article()
    {
        var form = string.Concat(Enumerable.Range(1, 20).Select(i => $"<section style=\"display:none\"><h3>New password</h3><p>We send you a message with a link to the address that you gave us, number {i}, so that you can set another one.</p></section>"));

        var page = Pages.Read(Pages.With($"<div itemprop=\"articleBody\"><p>{Pages.First} {Pages.Second} {Pages.Third}</p><p>{Pages.First} Once more. {Pages.Second}</p><p>{Pages.Third} Again. {Pages.First}</p></div>{form}"));

        Assert.DoesNotContain(Pages.Texts(page), text => text.Contains("message", StringComparison.Ordinal));
        Assert.Equal(3, page.Body.Count);
    }

    [Fact]
    public void Cards_are_links_though_blocks_stand_in_them()
    {
        var card = "<a href=\"/other\"><div><h3>Ferry line closes for good</h3></div><div>23. 12. 2024 13:31</div></a>";

        var page = Pages.Read(Pages.With($"<p>{Pages.First}</p>{card}<p>{Pages.Second}</p><p>{Pages.Third}</p>"));

        Assert.Equal([Pages.First, Pages.Second, Pages.Third], Pages.Texts(page));
    }

    [Fact]
    public void A_linked_heading_stays_with_what_is_said_below_it()
    {
        var page = Pages.Read(Pages.With($"<p>{Pages.First}</p><h2><a href=\"https://shop.example/\">Best overall: Harbour Watch 3</a></h2><p>{Pages.Second}</p><p>{Pages.Third}</p>"));

        Assert.Contains("Best overall: Harbour Watch 3", Pages.Texts(page));
    }

    [Theory]
    [InlineData("Additional writing by others. Ada Roe in Paris contributed to this report.")]
    [InlineData("Get the best of the harbour every Friday with our free newsletter, written by people who live here.")]
    [InlineData("Got a story? Get in touch with our news team by emailing desk@news.example.")]
    [InlineData("Dieser Artikel ist eine Übersetzung, im Original ist er in der Hafenzeitung erschienen.")]
    [InlineData("HAFEN (Anna Muster, Max Muster)")]
    public void Notes_under_the_article_are_cut(string note) =>
        Assert.Equal([Pages.First, Pages.Second, Pages.Third], Pages.Texts(Pages.Read(Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p><p>{note}</p>"))));

    [Fact]
    public void What_is_said_about_the_author_is_cut() =>
        Assert.Equal(3, Pages.Read(Pages.With($"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p><p>Jane is the harbour correspondent and has lived by the sea for all of her life.</p>", "<meta name=\"author\" content=\"Jane Doe\">")).Body.Count);
}
