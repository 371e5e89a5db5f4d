using System.CommandLine;
using FeedPipeline.Storing.Articles;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles split ID</c>.</summary>
internal static class SplitCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var id = new Argument<long>("id") { Description = "The article that was merged, or that counts as a copy." };
        var command = new Command("split", "Undoes a merge; or says that an article is no copy, and keeps it out of that group from now on.") { id };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (isDone, said) = await verb.Get<ArticleMerges>().SplitAsync(verb.Parse.GetRequiredValue(id), stop);
            if (!isDone)
                throw new CommandException(said);
            Output.Say(said);
            return ExitCode.Done;
        }));
        return command;
    }
}
