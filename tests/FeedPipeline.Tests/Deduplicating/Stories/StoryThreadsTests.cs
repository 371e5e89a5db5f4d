using FeedPipeline.Deduplicating.Stories;
using Xunit.Abstractions;

namespace FeedPipeline.Tests.Deduplicating.Stories;

public sealed class StoryThreadsTests(ITestOutputHelper output)
{
    private const double LeastF1 = 0.90;

    public static TheoryData<string?> Languages => [null, .. LabelledReports.All.Select(labelled => labelled.Report.Language).Distinct()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Reports_of_one_event_are_one_story(string? language)
    {
        var labelled = LabelledReports.All.Where(labelled => language is null || labelled.Report.Language == language).ToList();
        var groups = LabelledReports.Group([.. labelled.Select(labelled => labelled.Report)], new StoryOptions());

        var pairs =
            (from one in labelled
             from other in labelled
             where one.Report.ArticleId < other.Report.ArticleId
             select (Meant: one.Story == other.Story, Found: groups[one.Report.ArticleId] == groups[other.Report.ArticleId], One: one, Other: other)).ToList();
        var both = pairs.Count(pair => pair is { Meant: true, Found: true });
        var f1 = 2.0 * both / (pairs.Count(pair => pair.Meant) + pairs.Count(pair => pair.Found));

        foreach (var wrong in pairs.Where(pair => pair.Meant != pair.Found))
            output.WriteLine($"{(wrong.Meant ? "apart" : "together")}: {wrong.One.Report.Headline} | {wrong.Other.Report.Headline}");
        output.WriteLine(FormattableString.Invariant($"F1 {f1:0.000}, {both} of {pairs.Count(pair => pair.Meant)} pairs found, {pairs.Count(pair => pair is { Meant: false, Found: true })} too many"));
        Assert.True(f1 >= LeastF1, FormattableString.Invariant($"F1 {f1:0.000}"));
    }
}
