using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Quarantine;

/// <summary><c>quarantine list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var all = new Option<bool>("--all") { Description = "Those that were released too." };
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists the items that are kept out of the article table, with their reasons.") { all, limit };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var released = verb.Parse.GetValue(all);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var items = await db.Quarantine.Where(kept => released || kept.ReleasedAt == null)
                .OrderByDescending(kept => kept.Id).Take(verb.Parse.GetValue(limit)).ToListAsync(stop);
            var names = await db.FeedDefinitions.ToDictionaryAsync(definition => definition.Id, definition => definition.Name, stop);
            Output.Rows(
                items,
                verb.Json,
                ("id", kept => kept.Id.ToString(CultureInfo.InvariantCulture)),
                ("at", kept => Output.Time(kept.At)),
                ("released", kept => Output.Time(kept.ReleasedAt)),
                ("feed", kept => names.GetValueOrDefault(kept.FeedId, "-")),
                ("item", kept => kept.Item.Guid ?? kept.Item.Link ?? kept.Item.Title ?? "-"),
                ("reason", kept => kept.Reason));
            return ExitCode.Done;
        }));
        return command;
    }
}
