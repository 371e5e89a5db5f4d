using FeedPipeline.Stories;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>Puts reports into threads, one after the other, as they come: each goes to the thread it is most like, or begins one.</summary>
/// <param name="known">Threads that reports may belong to.</param>
/// <param name="vocabulary">How common words are.</param>
/// <param name="options">How alike is alike.</param>
/// <param name="nextId">Ids of new threads.</param>
public sealed class StoryThreads(IEnumerable<StoryThread> known, Vocabulary vocabulary, StoryOptions options, Func<long> nextId)
{
    private readonly ThreadIndex threads = new(known);

    /// <summary>Judges one report; a report that ties two threads together makes them one.</summary>
    public IReadOnlyList<StoryChange> Tell(Report report)
    {
        var terms = vocabulary.Weigh(report, options.ReportTerms);
        var like = threads.Sharing(terms, options.MinShared)
            .Where(thread => thread.Language == report.Language && Gap(thread, report.At) <= options.Window)
            .Select(thread => (Thread: thread, Likeness: To(thread, terms, report.At)))
            .Where(pair => pair.Likeness >= options.Join)
            .OrderByDescending(pair => pair.Likeness).ThenBy(pair => pair.Thread.Id)
            .ToList();
        if (like.Count == 0)
            return [new StoryChange.Told(report, Keep(Begun(report, terms)), Likeness: null)];

        var (best, likeness) = like[0];
        var changes = new List<StoryChange> { new StoryChange.Told(report, Keep(With(best, report, terms)), likeness) };
        foreach (var (other, _) in like.Skip(1))
        {
            var now = threads.Find(changes[^1] is StoryChange.Merged merged ? merged.Into.Id : best.Id);
            var (both, shared) = TermLikeness.Of(now.Terms, other.Terms);
            if (both >= options.Merge && shared >= options.MinShared)
                changes.Add(Merge(now, other, both));
        }

        return changes;
    }

    /// <summary>Looks at a thread again, with all its reports: those that are like none of the others leave it.</summary>
    public IReadOnlyList<StoryChange> Review(StoryThread thread, IReadOnlyList<(Report Report, IReadOnlyList<StoryTerm> Terms)> reports)
    {
        var changes = new List<StoryChange>();
        var staying = reports.ToList();
        foreach (var told in reports.OrderByDescending(told => told.Report.At))
        {
            if (staying.Count < 3)
                break;
            List<(Report Report, IReadOnlyList<StoryTerm> Terms)> others = [.. staying.Where(other => other.Report.ArticleId != told.Report.ArticleId)];
            var (likeness, _) = TermLikeness.Of(told.Terms, Sum(others.Select(other => other.Terms)));
            if (likeness >= options.Split)
                continue;

            staying = others;
            var rest = Keep(Of(thread, staying));
            changes.Add(new StoryChange.Split(told.Report, Keep(Begun(told.Report, told.Terms)), rest, likeness));
        }

        return changes;
    }

    private double To(StoryThread thread, IReadOnlyList<StoryTerm> terms, DateTimeOffset at)
    {
        var (cosine, _) = TermLikeness.Of(terms, thread.Terms);
        return cosine * Math.Pow(0.5, Gap(thread, at) / options.HalfLife);
    }

    /// <summary>Time between a report and the nearest end of a thread; zero in between.</summary>
    private static TimeSpan Gap(StoryThread thread, DateTimeOffset at) =>
        at > thread.LastAt ? at - thread.LastAt : at < thread.FirstAt ? thread.FirstAt - at : TimeSpan.Zero;

    private StoryThread Keep(StoryThread thread)
    {
        threads.Put(thread);
        return thread;
    }

    private StoryThread Begun(Report report, IReadOnlyList<StoryTerm> terms) => new()
    {
        Id = nextId(),
        Language = report.Language,
        Headline = report.Headline,
        FirstAt = report.At,
        LastAt = report.At,
        Reports = 1,
        Terms = terms,
    };

    private StoryThread With(StoryThread thread, Report report, IReadOnlyList<StoryTerm> terms) => thread with
    {
        Headline = report.At < thread.FirstAt ? report.Headline : thread.Headline,
        FirstAt = Earlier(thread.FirstAt, report.At),
        LastAt = Later(thread.LastAt, report.At),
        Reports = thread.Reports + 1,
        Terms = Sum([thread.Terms, terms]),
    };

    private StoryThread Of(StoryThread thread, IReadOnlyList<(Report Report, IReadOnlyList<StoryTerm> Terms)> reports)
    {
        var first = reports.MinBy(told => told.Report.At).Report;
        return thread with
        {
            Headline = first.Headline,
            FirstAt = first.At,
            LastAt = reports.Max(told => told.Report.At),
            Reports = reports.Count,
            Terms = Sum(reports.Select(told => told.Terms)),
        };
    }

    private StoryChange.Merged Merge(StoryThread one, StoryThread other, double likeness)
    {
        var (into, from) = one.FirstAt < other.FirstAt || (one.FirstAt == other.FirstAt && one.Id < other.Id) ? (one, other) : (other, one);
        threads.Remove(from.Id);
        return new StoryChange.Merged(
            Keep(into with { LastAt = Later(into.LastAt, from.LastAt), Reports = into.Reports + from.Reports, Terms = Sum([into.Terms, from.Terms]) }), from.Id, likeness);
    }

    private List<StoryTerm> Sum(IEnumerable<IReadOnlyList<StoryTerm>> vectors) =>
    [
        .. vectors.SelectMany(terms => terms).GroupBy(term => term.Hash, (hash, terms) => new StoryTerm(hash, terms.Sum(term => term.Weight)))
            .OrderByDescending(term => term.Weight).ThenBy(term => term.Hash).Take(options.ThreadTerms),
    ];

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
