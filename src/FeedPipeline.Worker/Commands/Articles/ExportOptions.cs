using System.CommandLine;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary>What is exported, in which form, and where to.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> feed = new("--feed") { Description = "Only articles that this feed brought first: name, id or URL." };
    private readonly Option<string?> language = new("--language") { Description = "Only articles in this language (BCP 47), its regions included." };
    private readonly Option<DateTimeOffset?> until = new("--until") { Description = "Only articles first seen before this time: 2026-01-31 or 2026-01-31T12:00:00Z.", HelpName = "TIME" };
    private readonly Option<string> copies = new("--copies") { Description = "include, or exclude: leaves out articles that are copies of others.", DefaultValueFactory = _ => "include" };

    public ExportOptions()
    {
        Format.AcceptOnlyFromAmong("ndjson", "csv", "ninjs", "jsonld", "text", "parquet");
        copies.AcceptOnlyFromAmong("include", "exclude");
    }

    /// <summary>A cursor of the change log.</summary>
    public Option<string?> Since { get; } = new("--since") { Description = "Only what is new or changed since an export that gave this cursor. [default: all]", HelpName = "CURSOR" };

    /// <summary>Where the cursor is kept.</summary>
    public Option<string?> CursorFile { get; } = new("--cursor") { Description = "Goes on from the cursor in this file, where there is one, and writes the next one into it when all is written.", HelpName = "FILE" };

    /// <summary>The form.</summary>
    public Option<string> Format { get; } = new("--format")
    {
        Description = "ndjson (rows, one a line), csv (RFC 4180; what looks like a formula gets an apostrophe), ninjs (IPTC ninjs 3.0, one a line), jsonld (schema.org NewsArticle, one a line), text (the seed article format, each ended by a form feed), parquet.",
        DefaultValueFactory = _ => "ndjson",
    };

    /// <summary>Where to.</summary>
    public Option<string?> Out { get; } = new("--out") { Description = "A file, compressed when it ends in .gz, there as a whole or not at all; or a directory, for a file for each article. [default: standard output]", HelpName = "FILE|DIR" };

    /// <summary>Where ids go that are not exported any more.</summary>
    public Option<string?> Gone { get; } = new("--gone") { Description = "Of an export since a cursor: writes the ids of articles that were deleted since, or are not meant any more, one a line.", HelpName = "FILE" };

    /// <summary>Takes the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Since, CursorFile, Format, Out, Gone, feed, language, until, copies])
            command.Add(option);
    }

    /// <summary>What the command line asks for.</summary>
    public async Task<ArticleQuery> QueryAsync(Verb verb, CancellationToken stop) => new()
    {
        FeedId = verb.Parse.GetValue(feed) is { } meant ? (await FeedArguments.FindAsync(verb, meant, stop)).Id : null,
        Language = verb.Parse.GetValue(language),
        Until = verb.Parse.GetValue(until),
        Copies = verb.Parse.GetValue(copies) != "exclude",
    };
}
