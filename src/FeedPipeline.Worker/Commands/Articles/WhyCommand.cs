using System.CommandLine;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles why ID</c>.</summary>
internal static class WhyCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "Id of the article." };
        var command = new Command("why", "Shows every decision about an article with its evidence: identity, sightings, merges, copies, story, revisions, and where each field is from.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var wanted = verb.Parse.GetRequiredValue(id);
            var reasons = await verb.Get<ArticleReasons>().OfAsync(wanted, stop)
                ?? throw new CommandException($"there is no article {wanted}: `feedpipe articles list` shows the newest");
            Output.Rows(reasons, verb.Json, ("about", reason => reason.About), ("at", reason => Output.Time(reason.At)), ("says", reason => reason.Says));
            return ExitCode.Done;
        }));
        return command;
    }
}
