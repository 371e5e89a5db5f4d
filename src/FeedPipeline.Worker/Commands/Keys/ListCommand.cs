using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Keys;

/// <summary><c>keys list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var all = new Option<bool>("--all") { Description = "Those that were revoked too." };
        var command = new Command("list", "Lists the keys: who uses them, for what, and when last.") { all };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var revoked = verb.Parse.GetValue(all);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            Output.Rows(
                await db.ApiKeys.Where(key => revoked || key.RevokedAt == null).OrderBy(key => key.Id).ToListAsync(stop),
                verb.Json,
                ("id", key => key.Id.ToString(CultureInfo.InvariantCulture)),
                ("name", key => key.Name),
                ("scope", key => TableNaming.Of(key.Scope)),
                ("begins with", key => key.Hint),
                ("made", key => Output.Time(key.MadeAt)),
                ("last used", key => Output.Time(key.LastUsedAt)),
                ("revoked", key => Output.Time(key.RevokedAt)));
            return ExitCode.Done;
        }));
        return command;
    }
}
