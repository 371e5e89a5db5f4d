using System.CommandLine;
using FeedPipeline.Storing.Keys;

namespace FeedPipeline.Worker.Commands.Keys;

/// <summary><c>keys revoke NAME</c>.</summary>
internal static class RevokeCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var name = new Argument<string>("name") { Description = "Name of the key." };
        var command = new Command("revoke", "Ends a key at once, everywhere. Its name is free again.") { name };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var user = verb.Parse.GetRequiredValue(name);
            if (!await verb.Get<ApiKeyStore>().RevokeAsync(user, stop))
                throw new CommandException($"there is no valid key \"{user}\": `feedpipe keys list` shows all");
            Output.Say($"revoked key \"{user}\"");
            return ExitCode.Done;
        }));
        return command;
    }
}
