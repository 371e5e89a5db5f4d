using System.CommandLine;
using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Documents;
using FeedPipeline.Flows;
using FeedPipeline.Storing.Documents;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>replay</c>.</summary>
internal static class ReplayCommand
{
    private const int ProgressEvery = 100;

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var feed = new Option<string?>("--feed") { Description = "Only documents of this feed: name, id or URL." };
        var since = ListOptions.Since();
        since.Description = "Only documents that were used at this time or later: 2026-01-31 or 2026-01-31T12:00:00Z.";
        var dryRun = new Option<bool>("--dry-run") { Description = "Write nothing; print what would change, article by article." };
        var command = new Command("replay", "Reads the archived documents again with today's rules: feeds, then articles' pages, the oldest first. A second time changes nothing.") { feed, since, dryRun };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var feedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : (long?)null;
            var filter = new DocumentFilter(feedId, verb.Parse.GetValue(since)?.ToUniversalTime(), WithoutPages: true);
            var all = await verb.Get<DocumentArchive>().CountAsync(filter with { WithoutPages = false }, stop);
            var isTry = verb.Parse.GetValue(dryRun);
            var replay = verb.Get<Replay>();
            var tally = new Tally();
            await foreach (var document in (isTry ? replay.TryAsync(filter, stop) : replay.RunAsync(filter, stop)).Concat(verb.Get<PageReplay>().RunAsync(filter, isTry, stop)))
            {
                tally.Add(document);
                foreach (var change in document.Changes)
                    Print(verb, document.Document, change, isTry);
                if (document.Problem is { } problem)
                    Output.Say($"document {document.Document.Id}: {problem}");
                if (tally.Documents % ProgressEvery == 0 && !Console.IsErrorRedirected)
                    Output.Say($"{tally.Documents} of {all} documents, the last one of {Output.Time(document.Document.LastUsedAt)}");
            }

            Output.Say(tally.Say(isTry));
            return tally.Problems == 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static void Print(Verb verb, ArchivedDocument document, Verdict change, bool withDiff)
    {
        var revised = change as Verdict.Revised;
        var articleId = revised?.Known.Id ?? (change as Verdict.Sighted)?.ArticleId;
        var row = new
        {
            Change = change switch { Verdict.Unseen => "new", Verdict.Revised => "revised", _ => "sighted" },
            document.FeedId,
            ArticleId = articleId,
            DocumentId = document.Id,
            document.LastUsedAt,
            change.Arrival.Article.Headline,
            ChangedFields = revised?.ChangedFields ?? [],
            revised?.Diff,
        };
        if (verb.Json)
        {
            Output.Json(row);
            return;
        }

        var article = articleId is { } id and > 0 ? string.Create(CultureInfo.InvariantCulture, $"article {id}") : "article";
        var fields = row.ChangedFields.Count == 0 ? string.Empty : $" ({string.Join(", ", row.ChangedFields)})";
        Console.Out.WriteLine(Output.Plain($"{row.Change} {article}{fields}: {row.Headline}"));
        if (withDiff && revised is not null)
            PrintDiff(revised);
    }

    private static void PrintDiff(Verdict.Revised revised)
    {
        var (before, after) = (revised.Known.Content, revised.Arrival.Article);
        foreach (var (field, was, now) in new[] { ("headline", before.Headline, after.Headline), ("dek", before.Dek, after.Dek), ("byline", before.Byline, after.Byline) })
        {
            if (was != now)
                Console.Out.WriteLine(Output.Plain($"    {field}: {was ?? "-"} => {now ?? "-"}"));
        }

        foreach (var line in revised.Diff?.Split('\n') ?? [])
            Console.Out.WriteLine(Output.Plain($"    {line}"));
    }

    /// <summary>What came of all documents.</summary>
    private sealed class Tally
    {
        private int unseen;
        private int revised;
        private int sighted;
        private int refused;

        public int Documents { get; private set; }

        public int Problems { get; private set; }

        public void Add(ReplayedDocument document)
        {
            Documents++;
            Problems += document.Problem is null ? 0 : 1;
            unseen += document.Changes.Count(change => change is Verdict.Unseen);
            revised += document.Changes.Count(change => change is Verdict.Revised);
            sighted += document.Changes.Count(change => change is Verdict.Sighted);
            refused += document.Refused.Count;
        }

        public string Say(bool isTry) =>
            $"{Documents} documents{(isTry ? ", nothing was written" : string.Empty)}: {unseen} articles new, {revised} revised, {sighted} seen in a further feed, "
            + $"{refused} items kept out{(Problems > 0 ? $"; {Problems} documents could not be replayed" : string.Empty)}";
    }
}
