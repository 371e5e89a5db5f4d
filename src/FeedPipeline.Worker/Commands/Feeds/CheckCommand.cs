using System.CommandLine;
using FeedPipeline.Articles;
using FeedPipeline.Feeds;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds check URL</c>.</summary>
internal static class CheckCommand
{
    private const int ShownLines = 14;

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var url = new Argument<string>("url") { Description = "Address of the feed, or of a site that offers one." };
        var whole = new Option<bool>("--whole") { Description = "Print the three articles to their ends." };
        var command = new Command(
            "check",
            "Looks at a source before it is added: name, certificate, redirects, the feeds of a site, format and repairs, whether validators are honoured (it is asked twice), identity, dates, text, robots.txt and hub; recommends settings, and prints three articles as they would be stored. Stores nothing. Status 1 when it cannot be used.")
        {
            url, whole,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var asked = verb.Parse.GetRequiredValue(url);
            var found = await Waiting.ForAsync($"checking {Output.Plain(asked)}", told => verb.Get<FeedCheck>().CheckAsync(asked, told, stop), stop);
            if (verb.Json)
                Output.Json(found);
            else
                Print(found, verb.Parse.GetValue(whole));
            return found.IsUsable ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static void Print(CheckedFeed found, bool whole)
    {
        Output.Findings(found.Findings.Select(finding => (finding.Check, finding.Grade, finding.Says)));
        Console.Out.WriteLine();
        if (found.KnownAs is { } name)
            Console.Out.WriteLine(Output.Plain($"It is configured already, as feed \"{name}\"."));
        else if (found.Settings is { } settings)
            Console.Out.WriteLine(Output.Plain($"Add it with   {Command(settings)}"));
        foreach (var (feed, number) in found.Offered.Select((feed, index) => (feed, index + 1)))
            Console.Out.WriteLine(Output.Plain(FormattableString.Invariant($"Feed {number} of the site   {feed}")));

        foreach (var (article, number) in found.Articles.Select((article, index) => (article, index + 1)))
        {
            Console.Out.WriteLine();
            Output.Rule(Output.Plain(FormattableString.Invariant($"{number} of {found.Articles.Count}, {Origin(article.Article.BodySource)}: {article.Article.Url ?? "no address"}")));
            PrintText(article.Text.TrimEnd('\n').Split('\n'), whole);
        }
    }

    private static void PrintText(string[] lines, bool whole)
    {
        foreach (var line in whole ? lines : lines.Take(ShownLines))
            Console.Out.WriteLine(Output.Plain(line));
        if (!whole && lines.Length > ShownLines)
            Console.Out.WriteLine(FormattableString.Invariant($"[and so on, paragraphs left out: {lines.Skip(ShownLines).Count(line => line.Length > 0)}; --whole prints all]"));
    }

    private static string Origin(BodySource source) => source switch
    {
        BodySource.Page => "text from its page",
        BodySource.Feed => "text from the feed",
        _ => "the feed's summary",
    };

    /// <summary>To be pasted into a shell, whatever a stranger's title holds.</summary>
    private static string Command(RecommendedSettings settings) =>
        $"feedpipe feeds add {Quoted(settings.Url)} --name {Quoted(settings.Name)}"
        + (settings.FullText == FullText.Auto ? "" : $" --full-text {TableNaming.Of(settings.FullText)}")
        + (settings.Identity is { } identity ? $" --identity {TableNaming.Of(identity)}" : "");

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
