using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Parameters;

/// <summary><c>parameters list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var site = new Option<string?>("--site") { Description = "Only of this site, without www.", HelpName = "HOST" };
        var all = new Option<bool>("--all") { Description = "Those that were seen too seldom, and those that name pages, too." };
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists the parameters that are left out, with the pairs of addresses that taught them.") { site, all, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            Output.Rows(
                await verb.Get<ParameterStore>().ListAsync(verb.Parse.GetValue(site), verb.Parse.GetValue(all), verb.Parse.GetValue(limit), stop),
                verb.Json,
                ("site", parameter => parameter.Host),
                ("name", parameter => parameter.Name),
                ("same", parameter => parameter.Same.ToString(CultureInfo.InvariantCulture)),
                ("other", parameter => parameter.Other.ToString(CultureInfo.InvariantCulture)),
                ("last", parameter => Output.Time(parameter.LastAt)),
                ("kept", parameter => Output.Time(parameter.KeptAt)));
            return ExitCode.Done;
        }));
        return command;
    }
}
