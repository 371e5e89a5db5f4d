using System.CommandLine;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary><c>feeds resume FEED</c>.</summary>
internal static class ResumeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common) => FeedArguments.Verb(
        common,
        "resume",
        "Polls a paused feed again, at once.",
        "resumed",
        (feeds, id, stop) => feeds.ResumeAsync(id, stop));
}
