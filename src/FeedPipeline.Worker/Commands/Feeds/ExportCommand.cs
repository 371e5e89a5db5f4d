using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds export</c>.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("export", "Prints all feeds as OPML, which `feeds import` reads.");
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            Console.Out.WriteLine(Opml.Write(await db.FeedStatuses.OrderBy(feed => feed.Id).ToListAsync(stop)));
            return ExitCode.Done;
        }));
        return command;
    }
}
