using System.CommandLine;
using System.Globalization;
using FeedPipeline.Extracting;
using FeedPipeline.Storing.Pages;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Worker.Commands.Furniture;

/// <summary><c>furniture list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var site = new Option<string?>("--site") { Description = "Only of this site.", HelpName = "HOST" };
        var all = new Option<bool>("--all") { Description = "Those that were seen too seldom to be taken off, too." };
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists the paragraphs that were learned to be template text, the most frequent first.") { site, all, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var pages = verb.Parse.GetValue(all) ? 1 : verb.Get<IOptions<ExtractingOptions>>().Value.FurniturePages;
            Output.Rows(
                await verb.Get<FurnitureStore>().ListAsync(verb.Parse.GetValue(site), pages, verb.Parse.GetValue(limit), stop),
                verb.Json,
                ("id", line => line.Id.ToString(CultureInfo.InvariantCulture)),
                ("site", line => line.Site),
                ("pages", line => line.Pages.ToString(CultureInfo.InvariantCulture)),
                ("last", line => Output.Time(line.LastAt)),
                ("kept", line => Output.Time(line.KeptAt)),
                ("text", line => line.Text));
            return ExitCode.Done;
        }));
        return command;
    }
}
