using FeedPipeline.Deduplicating.Stories;
using FeedPipeline.Stories;
using Xunit.Abstractions;

namespace FeedPipeline.Tests.Deduplicating.Stories;

public sealed class StoryThreadsTests(ITestOutputHelper output)
{
    private static readonly StoryOptions Options = new();

    public static TheoryData<string> Languages => [.. LabelledReports.All.Select(labelled => labelled.Report.Language).Distinct()];

    [SkippableFact]
    public void Reports_of_one_event_are_one_story_among_other_news()
    {
        var labelled = In("en");

        var (f1, _) = Score(labelled, LabelledReports.Vocabulary([.. labelled.Select(labelled => labelled.Report), .. LabelledReports.OtherNews()]));

        Assert.True(f1 >= 0.9, FormattableString.Invariant($"F1 {f1:0.000}"));
    }

    /// <summary>Where few reports are known no word is known to be common: then events are missed rather than mixed.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void While_little_is_known_events_are_missed_rather_than_mixed(string language)
    {
        var labelled = In(language);

        var (_, wrong) = Score(labelled, LabelledReports.Vocabulary(labelled.Select(labelled => labelled.Report)));

        Assert.InRange(wrong, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_is_most_alike_is_about_the_same_event(string language)
    {
        var labelled = In(language);
        var vocabulary = LabelledReports.Vocabulary(labelled.Select(labelled => labelled.Report));
        var vectors = labelled.ToDictionary(labelled => labelled.Report.ArticleId, labelled => vocabulary.Weigh(labelled.Report, Options.ReportTerms));
        var told = labelled.Where(one => labelled.Count(other => other.Story == one.Story) > 1).ToList();

        var right = told.Count(one => labelled.Where(other => other.Report.ArticleId != one.Report.ArticleId)
            .MaxBy(other => TermLikeness.Of(vectors[one.Report.ArticleId], vectors[other.Report.ArticleId]).Cosine).Story == one.Story);

        Assert.True(right >= 0.8 * told.Count, $"{right} of {told.Count}");
    }

    [Fact]
    public void A_story_ends_with_the_window()
    {
        var (report, _) = LabelledReports.All[0];
        var threads = Threads(LabelledReports.All.Select(labelled => labelled.Report));

        var first = threads.Tell(report).OfType<StoryChange.Told>().Single();
        var same = threads.Tell(report with { ArticleId = 1001, At = report.At + TimeSpan.FromHours(1) }).OfType<StoryChange.Told>().Single();
        var late = threads.Tell(report with { ArticleId = 1002, At = report.At + TimeSpan.FromDays(8) }).OfType<StoryChange.Told>().Single();

        Assert.Equal(first.Thread.Id, same.Thread.Id);
        Assert.NotEqual(first.Thread.Id, late.Thread.Id);
    }

    [Fact]
    public void The_order_in_which_equal_times_come_changes_no_group()
    {
        var labelled = In("en");
        var vocabulary = LabelledReports.Vocabulary(labelled.Select(labelled => labelled.Report));

        var groups = LabelledReports.Group([.. labelled.Select(labelled => labelled.Report)], vocabulary, Options);
        var again = LabelledReports.Group([.. labelled.Select(labelled => labelled.Report)], vocabulary, Options);

        Assert.Equal(groups, again);
    }

    [Fact]
    public void A_report_that_ties_two_threads_together_makes_them_one()
    {
        var report = LabelledReports.All[0].Report;
        StoryTerm[] names = [.. Enumerable.Range(1, 8).Select(name => new StoryTerm(name, 3))];
        var threads = new StoryThreads(
            [Thread(1, report, names[..6]), Thread(2, report, names[2..])], new Vocabulary(new Dictionary<int, float> { [ReportTerms.All(report.Language)] = 1000 }), Options, () => 3);

        var changes = threads.Tell(report with { Terms = names });

        var merged = Assert.Single(changes.OfType<StoryChange.Merged>());
        Assert.Equal((1, 2, 3), (merged.Into.Id, merged.FromId, merged.Into.Reports));
    }

    [Fact]
    public void A_report_that_is_like_none_of_the_others_leaves_its_story()
    {
        var report = LabelledReports.All[0].Report;
        StoryTerm[] names = [.. Enumerable.Range(1, 12).Select(name => new StoryTerm(name, 1))];
        (Report, IReadOnlyList<StoryTerm>)[] reports =
            [(report with { ArticleId = 1 }, names[..6]), (report with { ArticleId = 2 }, names[..6]), (report with { ArticleId = 3 }, names[6..])];
        var thread = Thread(1, report, names) with { Reports = 3 };

        var changes = Threads([report]).Review(thread, reports);

        var split = Assert.IsType<StoryChange.Split>(Assert.Single(changes));
        Assert.Equal((3, 2), (split.Report.ArticleId, split.From.Reports));
    }

    private static IReadOnlyList<(Report Report, string Story)> In(string language) => [.. LabelledReports.All.Where(labelled => labelled.Report.Language == language)];

    private static StoryThreads Threads(IEnumerable<Report> reports)
    {
        var next = 100L;
        return new StoryThreads([], LabelledReports.Vocabulary(reports), Options, () => ++next);
    }

    private static StoryThread Thread(long id, Report report, IReadOnlyList<StoryTerm> terms) => new()
    {
        Id = id,
        Language = report.Language,
        Headline = report.Headline,
        FirstAt = report.At,
        LastAt = report.At,
        Reports = 1,
        Terms = terms,
    };

    /// <summary>F1 over pairs, and how many pairs were put together wrongly.</summary>
    private (double F1, int Wrong) Score(IReadOnlyList<(Report Report, string Story)> labelled, Vocabulary vocabulary)
    {
        var groups = LabelledReports.Group([.. labelled.Select(labelled => labelled.Report)], vocabulary, Options);
        var pairs =
            (from one in labelled
             from other in labelled
             where one.Report.ArticleId < other.Report.ArticleId
             select (Meant: one.Story == other.Story, Found: groups[one.Report.ArticleId] == groups[other.Report.ArticleId], One: one, Other: other)).ToList();
        foreach (var wrong in pairs.Where(pair => pair.Meant != pair.Found))
            output.WriteLine($"{(wrong.Meant ? "apart" : "together")}: {wrong.One.Report.Headline} | {wrong.Other.Report.Headline}");
        var f1 = 2.0 * pairs.Count(pair => pair is { Meant: true, Found: true }) / Math.Max(1, pairs.Count(pair => pair.Meant) + pairs.Count(pair => pair.Found));
        output.WriteLine(FormattableString.Invariant($"F1 {f1:0.000}"));
        return (f1, pairs.Count(pair => pair is { Meant: false, Found: true }));
    }
}
