using FeedPipeline.Documents;

namespace FeedPipeline.Tests.Extracting;

/// <summary>Which of the places that name an article is right where they differ.</summary>
public sealed class HeadlineTests
{
    private const string Search = "Harbour bridge reopening date, closures and diversions explained";
    private const string Editors = "Harbour bridge opens again after two years";

    [Theory]
    // Linked data that repeat the title against what was written for readers.
    [InlineData(Search, Search, Editors, Editors, Editors)]
    [InlineData(Search, Search, Editors, Search, Editors)]
    // Linked data that differ from all that repeats the title.
    [InlineData(Search, Editors, Search, Search, Editors)]
    // A title for search engines of its own.
    [InlineData(Search, Editors, Editors, Editors, Editors)]
    // Nothing but the head says the title; the heading speaks of the same.
    [InlineData(Search, null, Search, Editors, Editors)]
    // The title with a section is no other headline.
    [InlineData(Editors, Editors, Editors + " | Harbour News Online", Editors, Editors)]
    // A heading that names the site or a menu is no headline.
    [InlineData(Editors, null, Editors, "Our newspaper", Editors)]
    public void What_repeats_the_title_yields_to_what_an_editor_wrote(string title, string? linked, string graph, string heading, string expected) =>
        Assert.Equal(expected, Read(title, linked, graph, heading));

    [Fact]
    public void What_the_feed_calls_the_article_is_the_editors_choice_even_where_the_title_says_it_too() =>
        Assert.Equal(Search, Read(Search, Search, Editors, Search, new PageHints { Headline = Search }));

    [Theory]
    [InlineData("Unrest in the East - “We had no warning of it at all”", "Attack on the harbour: “We had no warning of it at all”", "“We had no warning of it at all”")]
    [InlineData("In the harbour: boats run again from Monday", "Live from the harbour: boats run again from Monday", "In the harbour: boats run again from Monday")]
    [InlineData("Bridge: it opens again on Monday morning", "Bridge: it opens again on Monday morning", "Bridge: it opens again on Monday morning")]
    public void Two_different_lines_above_one_headline_show_where_it_begins(string heading, string graph, string expected) =>
        Assert.Equal(expected, Read(graph + " - News", null, graph, heading));

    private static string? Read(string title, string? linked, string graph, string heading, PageHints? hints = null) => Pages.Read($"""
        <html><head><title>{title}</title><meta property="og:title" content="{graph}">
        {(linked is null ? "" : $"<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{linked}\"}}</script>")}</head>
        <body><article><h1>{heading}</h1><p>{Pages.First}</p><p>{Pages.Second}</p></article></body></html>
        """, hints: hints).Headline?.Text;
}
