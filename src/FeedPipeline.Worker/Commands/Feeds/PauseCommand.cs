using System.CommandLine;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds pause FEED</c>.</summary>
internal static class PauseCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common) => FeedArguments.Verb(
        common,
        "pause",
        "Stops polling a feed until it is resumed.",
        "paused",
        (feeds, id, stop) => feeds.PauseAsync(id, stop));
}
