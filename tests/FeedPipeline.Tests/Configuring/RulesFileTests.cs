using FeedPipeline.Configuring;

namespace FeedPipeline.Tests.Configuring;

public sealed class RulesFileTests
{
    [Fact]
    public void Rules_are_read_with_selectors_fields_and_replacements()
    {
        var rules = RulesFile.Parse("""
            rules:
              - site: news.example
                body: "div.story > p"
                remove: [".promo", "#plea"]
                byline: .who
                replace:
                  - pattern: '\s*\(Reporting by .*\)$'
                    with: ""
              - feed: City News
                remove: aside
              - site: sport.news.example
                headline: h2
            """);

        var rule = rules.For("other", "www.news.example")!;
        Assert.Equal("div.story > p", rule.Body);
        Assert.Equal([".promo", "#plea"], rule.Remove);
        Assert.Equal(".who", rule.Fields["byline"]);
        Assert.Equal("It rained.", rule.Replace[0].Pattern.Replace("It rained. (Reporting by Ann)", rule.Replace[0].With));
        Assert.Equal("h2", rules.For(null, "sport.news.example")!.Fields["headline"]);
        Assert.Equal(["aside"], rules.For("City News", "news.example")!.Remove);
        Assert.Null(rules.For("other", "badnews.example"));
    }

    [Theory]
    [InlineData("rules: 3", "no list")]
    [InlineData("rules:\n  - site: a\n    feed: b", "line 2")]
    [InlineData("rules:\n  - site: a\n    body: 'p[['", "line 3: \"p[[\" is no CSS selector")]
    [InlineData("rules:\n  - site: a\n    boddy: p", "\"boddy\" is not known")]
    [InlineData("rules:\n  - site: a\n    replace: [{pattern: '('}]", "line 3")]
    [InlineData("rules:\n  - {", "line")]
    public void A_wrong_file_says_where_and_what(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => RulesFile.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_has_no_rules() => Assert.Null(RulesFile.Parse("").For("a", "b"));
}
