using System.Text.Json;
using FeedPipeline.Deduplicating.Stories;
using FeedPipeline.Stories;

namespace FeedPipeline.Tests.Deduplicating.Stories;

/// <summary>Invented news of some weeks in six languages; which reports tell of the same event is known.</summary>
internal static class LabelledReports
{
    /// <summary>About as many as an article of the corpus has.</summary>
    private const int LinesOfAnArticle = 44;

    /// <summary>In order of time, as they would come.</summary>
    public static IReadOnlyList<Line> Lines { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Deduplicating", "Stories", "Fixtures", "stories.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!)
            .OrderBy(line => line.Published),
    ];

    /// <summary>The same as the clusterer sees them.</summary>
    public static IReadOnlyList<(Report Report, string Story)> All { get; } = [.. Lines.Select(line => (Of(line), line.Story))];

    /// <summary>How common words are among these.</summary>
    public static Vocabulary Vocabulary(IEnumerable<Report> reports)
    {
        var documents = new Dictionary<int, float>();
        foreach (var report in reports)
        {
            foreach (var term in report.Terms.Select(term => term.Hash).Append(ReportTerms.All(report.Language)))
                documents[term] = documents.GetValueOrDefault(term) + 1;
        }

        return new Vocabulary(documents);
    }

    /// <summary>The thread of each article.</summary>
    public static IReadOnlyDictionary<long, long> Group(IReadOnlyList<Report> reports, Vocabulary vocabulary, StoryOptions options)
    {
        var next = 0L;
        var threads = new StoryThreads([], vocabulary, options, () => ++next);
        var groups = new Dictionary<long, long>();
        foreach (var change in reports.SelectMany(threads.Tell))
        {
            if (change is StoryChange.Told told)
                groups[told.Report.ArticleId] = told.Thread.Id;
            if (change is not StoryChange.Merged merged)
                continue;
            foreach (var article in groups.Where(pair => pair.Value == merged.FromId).Select(pair => pair.Key).ToList())
                groups[article] = merged.Into.Id;
        }

        return groups;
    }

    /// <summary>English news of other years, to know common words by.</summary>
    public static IEnumerable<Report> OtherNews()
    {
        var corpus = Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");
        Skip.If(corpus is null, "FEEDPIPELINE_CORPUS does not say where the corpus is");
        return Directory.GetFiles(Path.Combine(corpus!, "neardup", "base"), "*.csv").SelectMany(File.ReadLines).Chunk(LinesOfAnArticle)
            .Select((lines, index) => Of(new Line(100_000 + index, "", "en", DateTimeOffset.UnixEpoch, "", string.Join('\n', lines))));
    }

    private static Report Of(Line line) => new()
    {
        ArticleId = line.Id,
        Language = line.Language,
        At = line.Published,
        Headline = line.Title,
        Terms = ReportTerms.Of(line.Language, line.Title, null, line.Text, new StoryOptions().MaxWords),
    };

    /// <summary>One of them.</summary>
    public sealed record Line(long Id, string Story, string Language, DateTimeOffset Published, string Title, string Text);
}
