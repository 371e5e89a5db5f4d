using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Polls;
using FeedPipeline.Storing.Articles;
using Npgsql;

namespace FeedPipeline.Storing.Copies;

/// <summary>Tells copies in the transaction of their articles: looks up what is like them, has it judged, and says what to write.</summary>
internal static class CopyTexts
{
    /// <summary>What these polls bring to read: new texts, and known ones in other words.</summary>
    /// <remarks>Sketched before the transaction, so that no lock waits for it.</remarks>
    public static SketchedArrivals Sketched(IEnumerable<CompletedPoll> polls, CopyJudge judge)
    {
        if (judge.Sketch is not { } sketch)
            return SketchedArrivals.None;
        var verdicts = polls.SelectMany(poll => poll.AllVerdicts, (_, judged) => judged.Verdict).ToList();
        return new SketchedArrivals(
            verdicts.OfType<Verdict.Unseen>().DistinctBy(verdict => verdict.Arrival).ToDictionary(verdict => verdict.Arrival, verdict => sketch(verdict.Arrival.Article)),
            [.. verdicts.OfType<Verdict.Revised>().DistinctBy(verdict => verdict.Known.Id).Select(verdict => Again(verdict, sketch)).OfType<ArrivingText>()]);
    }

    /// <summary>A known article with its new text; null when the change is none of text or date.</summary>
    public static ArrivingText? Again(Verdict.Revised revised, Func<Article, TextSketch> sketch)
    {
        var (before, now) = (revised.Known.Content, revised.Arrival.Article);
        var (date, text) = (Date(now), sketch(now));
        return date == Date(before) && text.Fingerprint == sketch(before).Fingerprint
            ? null
            : new ArrivingText(new SketchedText(revised.Known.Id, text, date), IsAgain: true);
    }

    /// <summary>Judges texts against those that are remembered, and among each other.</summary>
    public static async Task<JudgedCopies> JudgeAsync(NpgsqlConnection connection, IReadOnlyList<ArrivingText> arriving, CopyJudge judge, CancellationToken stop)
    {
        if (arriving.Count == 0)
            return JudgedCopies.None;
        var (recalled, generation) = await CopyLookUp.RecallAsync(connection, arriving, judge, stop);
        return new JudgedCopies(arriving, recalled, judge.Judge(recalled, arriving), generation);
    }

    /// <summary>A day alone may be any hour of it: what was stated exactly on that day goes before.</summary>
    public static DateTimeOffset? Date(Article article) =>
        article.PublishedPrecision == DatePrecision.Day ? article.PublishedAt?.AddDays(1).AddSeconds(-1) : article.PublishedAt;
}

/// <summary>The sketches of what polls bring.</summary>
/// <param name="Unseen">Of new articles.</param>
/// <param name="Again">Known articles in other words.</param>
internal sealed record SketchedArrivals(IReadOnlyDictionary<Arrival, TextSketch> Unseen, IReadOnlyList<ArrivingText> Again)
{
    /// <summary>Nothing to read.</summary>
    public static SketchedArrivals None { get; } = new(new Dictionary<Arrival, TextSketch>(), []);

    /// <summary>What of it is stored, in the order of arrival.</summary>
    public IReadOnlyList<ArrivingText> Of(IReadOnlyList<NewArticle> unseen, IReadOnlyList<RevisedArticle> revised)
    {
        var known = revised.Select(article => article.Verdict.Known.Id).ToHashSet();
        return
        [
            .. Again.Where(text => known.Contains(text.Text.Id)),
            .. unseen.Where(article => Unseen.ContainsKey(article.Arrival))
                .Select(article => new ArrivingText(new SketchedText(article.Id, Unseen[article.Arrival], CopyTexts.Date(article.Arrival.Article)), IsAgain: false)),
        ];
    }
}

/// <summary>A judgement, and what it was based on.</summary>
/// <param name="Arriving">The texts that were judged.</param>
/// <param name="Recalled">What was remembered.</param>
/// <param name="Texts">What became of them.</param>
/// <param name="Generation">Where sketches are kept now.</param>
internal sealed record JudgedCopies(IReadOnlyList<ArrivingText> Arriving, RecalledTexts Recalled, JudgedTexts Texts, int Generation)
{
    /// <summary>Nothing was judged.</summary>
    public static JudgedCopies None { get; } = new([], RecalledTexts.None, JudgedTexts.None, 0);

    /// <summary>What a new article is a copy of; null for originals.</summary>
    public long? CopyOf(long id) => labels.GetValueOrDefault(id);

    /// <summary>Whether it was judged now.</summary>
    public bool IsArriving(long id) => labels.ContainsKey(id);

    private readonly Dictionary<long, long?> labels = Texts.Texts.ToDictionary(text => text.Text.Id, text => text.CopyOf);
}
