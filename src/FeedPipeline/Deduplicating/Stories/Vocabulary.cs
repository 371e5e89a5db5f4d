using FeedPipeline.Stories;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>How common words are among recent reports: what everybody says says nothing about an event.</summary>
/// <param name="documents">For each term, and for the language itself (<see cref="ReportTerms.All"/>), how many reports had it lately.</param>
public sealed class Vocabulary(IReadOnlyDictionary<int, float> documents)
{
    /// <summary>A term that stands in more than this share of the reports counts nothing.</summary>
    private const double TooCommon = 0.25;

    /// <summary>In so few reports no term is too common.</summary>
    private const double Few = 10;

    /// <summary>How many reports of a language there were lately.</summary>
    public double Reports(string language) => documents.GetValueOrDefault(ReportTerms.All(language));

    /// <summary>The heaviest terms of a report, weighed by how rare they are, as a vector of length 1, heaviest first.</summary>
    public IReadOnlyList<StoryTerm> Weigh(Report report, int most)
    {
        var all = Math.Max(1, Reports(report.Language));
        return Unit(report.Terms.Select(term => term with { Weight = term.Weight * Rarity(term.Hash, all) }), most);
    }

    /// <summary>The heaviest terms as a vector of length 1, heaviest first.</summary>
    public static IReadOnlyList<StoryTerm> Unit(IEnumerable<StoryTerm> terms, int most)
    {
        List<StoryTerm> heaviest = [.. terms.Where(term => term.Weight > 0).OrderByDescending(term => term.Weight).ThenBy(term => term.Hash).Take(most)];
        var length = MathF.Sqrt(heaviest.Sum(term => term.Weight * term.Weight));
        return length == 0 ? [] : [.. heaviest.Select(term => term with { Weight = term.Weight / length })];
    }

    private float Rarity(int term, double all)
    {
        var having = Math.Max(1, documents.GetValueOrDefault(term));
        return having > Math.Max(Few, TooCommon * all) ? 0 : (float)Math.Log((all + 1) / (having + 0.5));
    }
}
