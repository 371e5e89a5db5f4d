using System.CommandLine;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles merge ID INTO</c>.</summary>
internal static class MergeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "The article that is merged; it keeps its row and points to the other." };
        var into = new Argument<long>("into") { Description = "The article that stands for both." };
        var command = new Command("merge", "Says that two articles are one. `articles split ID` undoes it.") { id, into };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (merged, standing) = (verb.Parse.GetRequiredValue(id), verb.Parse.GetRequiredValue(into));
            if (await verb.Get<ArticleMerges>().MergeAsync(merged, standing, stop) is { } problem)
                throw new CommandException(problem);
            Output.Say($"article {merged} is merged into article {standing}: `feedpipe articles split {merged}` undoes it");
            return ExitCode.Done;
        }));
        return command;
    }
}
