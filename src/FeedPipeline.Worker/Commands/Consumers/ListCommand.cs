using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing.Changes;

namespace FeedPipeline.Worker.Commands.Consumers;

/// <summary><c>consumers list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var command = new Command("list", "Lists who follows the change log, webhooks among them, and how far behind everybody is: in changes, and by the age of the oldest unread one.");
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            Output.Rows(
                await verb.Get<ConsumerStore>().ListAsync(stop),
                verb.Json,
                ("name", consumer => consumer.Name),
                ("lag", consumer => consumer.Lag.ToString(CultureInfo.InvariantCulture)),
                ("behind", consumer => TimeSpan.FromSeconds(consumer.LagSeconds).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)),
                ("cursor", consumer => consumer.Cursor),
                ("saved", consumer => Output.Time(consumer.CommittedAt)),
                ("added", consumer => Output.Time(consumer.AddedAt)),
                ("", consumer => consumer.IsBehindLog ? "unread changes were pruned: reset it" : ""));
            return ExitCode.Done;
        }));
        return command;
    }
}
