using System.CommandLine;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Keys;

namespace FeedPipeline.Worker.Commands.Keys;

/// <summary><c>keys add</c>.</summary>
internal static class AddCommand
{
    private const int LongestName = 100;

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var name = new Option<string>("--name") { Description = "Who uses it: 1 to 100 characters, unique among the keys that are valid.", Required = true };
        name.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>() is not { Length: > 0 and <= LongestName } text || text.Any(char.IsControl) || text.Trim() != text)
                given.AddError($"--name is 1 to {LongestName} characters, with no space at its ends and no control character.");
        });
        var scope = new Option<string>("--scope") { Description = "read: reading everything; ops: changing what operators may change, too.", DefaultValueFactory = _ => "read" };
        scope.AcceptOnlyFromAmong([.. Enum.GetValues<ApiScope>().Select(TableNaming.Of)]);
        var command = new Command("add", "Makes a key and prints it. It is shown this once: only its hash is kept.") { name, scope };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var (user, allowed) = (verb.Parse.GetRequiredValue(name), verb.Parse.GetRequiredValue(scope));
            var key = await verb.Get<ApiKeyStore>().AddAsync(user, TableNaming.Parse<ApiScope>(allowed)!.Value, stop)
                ?? throw new CommandException($"there is a key \"{user}\" already: `feedpipe keys revoke` ends it");
            if (verb.Json)
                Output.Json(new { Name = user, Scope = allowed, Key = key });
            else
                Console.Out.WriteLine(key);
            Output.Say($"made key \"{user}\" with scope {allowed}: keep it now, it is not shown again. Use it as  Authorization: Bearer {KeyText.Prefix}…");
            return ExitCode.Done;
        }));
        return command;
    }
}
