using System.CommandLine;

namespace FeedPipeline.Worker.Commands;

/// <summary>How the command line means a webhook.</summary>
internal static class WebhookArguments
{
    /// <summary>The webhook that a verb is about.</summary>
    public static Argument<long> Id() => new("id") { Description = "Id of the webhook." };

    /// <summary>There is none.</summary>
    public static CommandException Unknown(long id) => new($"there is no webhook {id}: `feedpipe webhooks list` shows all");
}
