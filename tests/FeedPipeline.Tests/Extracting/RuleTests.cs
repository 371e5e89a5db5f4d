using System.Text.RegularExpressions;
using FeedPipeline.Documents;
using static FeedPipeline.Tests.Extracting.Pages;

namespace FeedPipeline.Tests.Extracting;

public sealed class RuleTests
{
    private static readonly string Html = With($"<div class='who'>Ann Smith</div><p>{First}</p><p class='odd'>{Second}</p><div class='story'><p>{Third}</p><p>Short line</p></div>");

    [Fact]
    public void What_a_rule_removes_is_gone() =>
        Assert.DoesNotContain(Second, Texts(Read(new PageRule { Remove = [".odd"] })));

    [Fact]
    public void A_rules_body_is_taken_as_it_stands()
    {
        var page = Read(new PageRule { Body = ".story, .story p" });

        Assert.Equal([Third, "Short line"], Texts(page));
        Assert.Equal("rule:body", page.BodySource);
    }

    [Fact]
    public void A_body_that_this_page_lacks_is_found_as_on_any_other() => Assert.Contains(First, Texts(Read(new PageRule { Body = ".elsewhere" })));

    [Fact]
    public void Fields_come_from_where_the_rule_says()
    {
        var page = Read(new PageRule { Fields = new Dictionary<string, string> { ["byline"] = ".who", ["headline"] = ".odd", ["dek"] = ".missing" } });

        Assert.Equal(["Ann Smith"], page.Authors);
        Assert.Equal("rule:byline", page.Byline!.Source);
        Assert.Equal(Second, page.Headline!.Text);
    }

    [Fact]
    public void Replacements_change_text_and_take_out_what_becomes_empty()
    {
        var page = Read(new PageRule { Replace = [new TextReplacement(new Regex("^Engineers .*$", RegexOptions.None, TimeSpan.FromSeconds(1)), ""), new TextReplacement(new Regex("old harbour", RegexOptions.None, TimeSpan.FromSeconds(1)), "new harbour")] });

        Assert.DoesNotContain(Second, Texts(page));
        Assert.Contains("new harbour bridge", page.Body[0].Text, StringComparison.Ordinal);
        Assert.Contains("new harbour bridge", page.Body[0].Html, StringComparison.Ordinal);
    }

    private static ArticlePage Read(PageRule rule) => Pages.Read(Html, hints: new PageHints { Rule = rule });
}
