using System.Globalization;
using FeedPipeline.Articles;

namespace FeedPipeline.Flows.Checking;

/// <summary>Whether the feed has its articles' texts, and whether their pages do.</summary>
internal static class TextFindings
{
    /// <summary>Text, pages and robots.txt.</summary>
    public static IEnumerable<Finding> Of(Preview preview)
    {
        if (preview.Refused.Count > 0)
            yield return new Finding("items", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"{preview.Refused.Count} would go into quarantine: {preview.Refused[0]}"));
        if (preview.Fed.Count == 0)
            yield break;

        var whole = preview.Fed.Count(article => article.BodySource == BodySource.Feed);
        var cut = preview.Pages.Count(page => page.HasMore);
        var words = Median([.. preview.Fed.Select(article => article.WordCount)]);
        yield return (whole * 2 > preview.Fed.Count, cut) switch
        {
            (true, 0) => new Finding("text", Grade.Good, string.Create(CultureInfo.InvariantCulture, $"whole articles in {whole} of {preview.Fed.Count} items, about {words} words each")),
            (true, _) => new Finding("text", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"about {words} words an item, but {cut} of {preview.Pages.Count} pages have more")),
            _ => new Finding("text", preview.PagesHelpNothing ? Grade.Bad : Grade.Note, string.Create(
                CultureInfo.InvariantCulture, $"summaries only, about {words} words each: {(preview.PagesHelpNothing ? "that is all there is" : "articles get their text from their pages")}")),
        };

        if (preview.Pages.Count > 0)
        {
            var problems = preview.Pages.Select(page => page.Problem).OfType<string>().ToList();
            yield return problems.Count == 0
                ? new Finding("pages", Grade.Good, string.Create(CultureInfo.InvariantCulture, $"{preview.Pages.Count} of {preview.Pages.Count} pages could be read"))
                : new Finding("pages", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"{problems.Count} of {preview.Pages.Count} pages could not be read: {problems[0]}"));
        }

        yield return preview.Robots is { Problem: var refusal }
            ? new Finding("robots", Grade.Note, refusal)
            : new Finding("robots", Grade.Good, "article pages may be asked for");
    }

    private static int Median(List<int> numbers)
    {
        numbers.Sort();
        return numbers[numbers.Count / 2];
    }
}
