using System.Net;
using FeedPipeline.Documents;
using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

/// <summary>The ways in which feeds carry one and the same text.</summary>
internal static class HtmlSeeds
{
    public static IEnumerable<FeedItem> ItemsOf(SeedArticle seed)
    {
        var midnight = new StatedDate(new DateTimeOffset(seed.Published!.Value, TimeOnly.MinValue, TimeSpan.Zero), DatePrecision.Second, TimeSpan.Zero);
        var morning = midnight with { At = midnight.At.AddHours(7).AddMinutes(12), Offset = TimeSpan.FromHours(3) };
        var paragraphs = string.Concat(Paragraphs(seed));
        var broken = string.Join("<br><br>\n", Paragraphs(seed).Select(paragraph => paragraph[3..^4]));
        var byline = $"<p>By {seed.Byline} - {seed.Published:MMMM d yyyy}</p>";
        var full = new FeedItem { Title = Encoded(seed.Headline), Summary = $"<p>{Encoded(seed.Dek!)}</p>", Authors = [seed.Byline!], Published = midnight };
        var bare = full with { Summary = null, Authors = [], Published = null };

        foreach (var date in new[] { midnight, morning })
        {
            foreach (var body in new[] { paragraphs, broken }.SelectMany(WithFurniture))
            {
                yield return full with { Published = date, Content = body };
                yield return full with { Published = date, Content = $"<div class=\"x\"><h1>{Encoded(seed.Headline)}</h1><p>{Encoded(seed.Dek!)}</p>{byline}{body}</div>" };
                yield return bare with { Published = date, Authors = [seed.Byline!], Summary = $"<p>{Encoded(seed.Dek!)}</p>{byline}{body}" };
                yield return bare with { Content = $"<h1>{Encoded(seed.Headline)}</h1><p>{Encoded(seed.Dek!)}</p>{byline}{body}" };
                yield return bare with { Title = null, Content = $"<h1>{Encoded(seed.Headline)}</h1><h2>{Encoded(seed.Dek!)}</h2>{byline}{body}" };
            }
        }
    }

    private static IEnumerable<string> WithFurniture(string body)
    {
        yield return body;
        yield return body + "<h3>Most Popular</h3>";
        yield return body + "<p>Most Popular</p>";
        yield return body + "\nMost Popular";
        yield return body.EndsWith("</p>", StringComparison.Ordinal) ? body[..^4] + "Most Popular</p>" : body + "Most Popular";
        yield return body.EndsWith("</p>", StringComparison.Ordinal) ? body[..^4] + " <b>Most</b> Popular</p>" : body + " <b>Most</b> Popular";
        yield return body + "<h3>Most Popular</h3><ul><li><a href=\"https://example.org/1\">Another headline</a></li></ul>";
    }

    private static List<string> Paragraphs(SeedArticle seed) =>
        [.. (seed.PhotoCredit is { } credit ? new[] { $"(Photo credit: {credit})" } : []).Concat(seed.Paragraphs).Select(text => $"<p>{Encoded(text)}</p>")];

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
