using System.CommandLine;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds remove FEED</c>.</summary>
internal static class RemoveCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common) => FeedArguments.Verb(
        common,
        "remove",
        "Takes a feed out. Its articles and sightings stay, and adding its address again brings it back.",
        "removed",
        (feeds, id, stop) => feeds.RemoveAsync(id, stop));
}
