using System.Globalization;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Flows.Checking;

/// <summary>What the document says of itself.</summary>
internal static class DocumentFindings
{
    private const int ShownRepairs = 3;

    /// <summary>What it is.</summary>
    public static Finding Format(FeedDocument document)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"{document.Format}, {document.Items.Count} items{(document.Language is { } language ? $", in {language}" : "")}");
        return document switch
        {
            { IsComplete: false } => new Finding("format", Grade.Bad, says + ", and it ends early: what is missing comes when the publisher mends it"),
            { Items.Count: 0 } => new Finding("format", Grade.Note, says + ": it may be added all the same"),
            _ => new Finding("format", Grade.Good, says),
        };
    }

    /// <summary>What had to be mended to read it.</summary>
    public static IEnumerable<Finding> Repairs(FeedDocument document)
    {
        if (document.Problems.Count == 0)
        {
            yield return new Finding("repairs", Grade.Good, "none needed");
            yield break;
        }

        foreach (var problem in document.Problems.Take(ShownRepairs))
            yield return new Finding("repairs", Grade.Note, problem.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem.What}") : problem.What);
        if (document.Problems.Count > ShownRepairs)
            yield return new Finding("repairs", Grade.Note, string.Create(CultureInfo.InvariantCulture, $"and {document.Problems.Count - ShownRepairs} more; all of it could be read"));
    }

    /// <summary>How often it asks to be polled; nothing where it does not say.</summary>
    public static IEnumerable<Finding> Rhythm(FeedDocument document, TimeSpan? maxAge)
    {
        List<string> asks =
        [
            .. document.UpdateInterval is { } interval ? [$"every {Spelled(interval)}"] : (string[])[],
            .. maxAge is { } age ? [$"not within {Spelled(age)} (max-age)"] : (string[])[],
            .. document.SkippedHours.Count > 0 ? [string.Create(CultureInfo.InvariantCulture, $"not in {document.SkippedHours.Count} hours of the day")] : (string[])[],
            .. document.SkippedDays.Count > 0 ? [$"not on {string.Join(", ", document.SkippedDays)}"] : (string[])[],
        ];
        if (asks.Count > 0)
            yield return new Finding("rhythm", Grade.Good, $"asks to be polled {string.Join(", ", asks)}; an adaptive schedule obeys");
    }

    /// <summary>Whether somebody tells of its news.</summary>
    public static Finding Hub(FeedDocument document, bool isOn) => (document.HubUrls, isOn) switch
    {
        ([], _) => new Finding("hub", Grade.Good, "none: it is polled"),
        ([var hub, ..], true) => new Finding("hub", Grade.Good, $"{hub} is asked to tell of news{(document.SelfUrl is null ? ", though the feed does not name itself" : "")}"),
        ([var hub, ..], false) => new Finding("hub", Grade.Note, $"{hub} could tell of news at once: set WebSub__CallbackUrl to have it asked"),
    };

    /// <summary>Moves, earlier pages and reserved rights; nothing where it speaks of none.</summary>
    public static IEnumerable<Finding> Rest(FeedDocument document, FetchedDocument fetched)
    {
        if (document.NewFeedUrl is { } moved)
            yield return new Finding("moved", Grade.Note, $"it says that it is at {moved} now: check that one");
        if ((document.PreviousArchiveUrl ?? document.NextPageUrl) is not null)
            yield return new Finding("history", Grade.Good, "it leads back to earlier pages: --history N adds their articles too");
        if (fetched.RobotsTag is { } tag)
            yield return new Finding("rights", Grade.Note, $"X-Robots-Tag: {tag}");
        if (fetched.TdmReservation == "1")
            yield return new Finding("rights", Grade.Note, "rights to text and data mining are reserved (tdm-reservation): pages are not mined for text");
    }

    /// <summary>To the minute; a document may ask for any number of seconds.</summary>
    private static string Spelled(TimeSpan time) => Durations.Format(time < TimeSpan.FromMinutes(2) ? TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)) : TimeSpan.FromMinutes(Math.Round(time.TotalMinutes)));
}
