using System.CommandLine;
using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Tests.Contracts;

public sealed class CommandLineTests
{
    [Fact]
    public async Task The_help_of_every_verb_is_the_approved_one()
    {
        using var help = new StringWriter { NewLine = "\n" };
        foreach (var words in Verbs(FeedpipeCommand.Create(), []))
        {
            await help.WriteLineAsync($"$ {string.Join(' ', ["feedpipe", .. words, "--help"])}");
            await help.WriteLineAsync();
            await help.WriteLineAsync(await HelpAsync(words));
            await help.WriteLineAsync();
        }

        await Approved.MatchesAsync("cli-help.txt", help.ToString());
    }

    [Fact]
    public void Every_verb_option_and_argument_is_described()
    {
        var undescribed = All(FeedpipeCommand.Create())
            .SelectMany(command => (Symbol[])[command, .. command.Options, .. command.Arguments], (command, symbol) => (Command: command, Symbol: symbol))
            .Where(part => string.IsNullOrWhiteSpace(part.Symbol.Description))
            .Select(part => $"{part.Command.Name} {part.Symbol.Name}");

        Assert.Empty(undescribed);
    }

    private static async Task<string> HelpAsync(IReadOnlyList<string> words)
    {
        await using var output = new StringWriter();
        var exit = await FeedpipeCommand.Create().Parse([.. words, "--help"]).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        Assert.Equal(0, exit);
        // The root is called like the program that runs: here the test's.
        var lines = output.ToString().ReplaceLineEndings("\n").Replace(RootCommand.ExecutableName, "feedpipe", StringComparison.Ordinal).Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimEnd())).Trim();
    }

    private static IEnumerable<IReadOnlyList<string>> Verbs(Command command, IReadOnlyList<string> words) =>
        [words, .. command.Subcommands.SelectMany(verb => Verbs(verb, [.. words, verb.Name]))];

    private static IEnumerable<Command> All(Command command) => [command, .. command.Subcommands.SelectMany(All)];
}
