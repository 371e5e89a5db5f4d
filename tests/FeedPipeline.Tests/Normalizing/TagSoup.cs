namespace FeedPipeline.Tests.Normalizing;

/// <summary>HTML that nobody would write, from a seeded generator.</summary>
internal static class TagSoup
{
    private static readonly string[] Names =
        ["p", "div", "b", "i", "em", "strong", "a href='https://example.org/'", "a href=x", "span", "h1", "h3", "ul", "ol", "li", "blockquote", "pre", "code", "table", "tr", "td", "th", "caption",
         "figure", "figcaption", "section", "dl", "dd", "center", "font", "svg", "math", "template", "select", "button", "div class=wp-caption", "p class=wp-caption-text", "div hidden", "form"];

    private static readonly string[] Texts =
        ["word", " ", "  two words ", "\n", "a\n\nb", "&amp;", "&lt;p&gt;", "&nbsp;", "e", "\u0301", "\u200B", "\u00AD", "\u200D", "\u0939\u094D", "\uD83D", "\uDE00", "<br>", "<br><br>", "<br/>\n<br/>", "<hr>",
         "<img src='https://example.org/a.jpg'>", "<img src=x>", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", "\"", "'", "\0", "\u0338", "&#x0;", "&#xFFFF;", "Most Popular"];

    public static string Of(Random random)
    {
        var html = new System.Text.StringBuilder();
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            var name = Names[random.Next(Names.Length)];
            html.Append(random.Next(5) switch
            {
                0 or 1 => $"<{name}>",
                2 => $"</{name.Split(' ')[0]}>",
                _ => Texts[random.Next(Texts.Length)],
            });
        }

        return html.ToString();
    }
}
