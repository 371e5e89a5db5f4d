using System.CommandLine;
using System.Text.RegularExpressions;
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

    [Fact]
    public void Every_verb_has_examples_that_can_be_typed()
    {
        var root = FeedpipeCommand.Create();
        foreach (var command in All(root))
        {
            var examples = Examples.Of(CommandWords.Of(command));

            Assert.True(examples.Count > 0, $"{CommandWords.Of(command)} has no example");
            foreach (var example in examples)
            {
                var typed = Regex.Match(example, @"feedpipe (?<words>[^)>|]*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["words"].Value.TrimEnd();
                var parsed = root.Parse(typed, new ParserConfiguration { ResponseFileTokenReplacer = null });
                Assert.True(parsed.Errors.Count == 0, $"{example}: {string.Join("; ", parsed.Errors.Select(error => error.Message))}");
                Assert.True(command == root || CommandWords.Of(parsed.CommandResult.Command).StartsWith(CommandWords.Of(command), StringComparison.Ordinal), $"{example} is an example of something else");
            }
        }
    }

    [Theory]
    [InlineData("feds list", "feedpipe: there is no \"feds\" here, did you mean \"feeds\"? (feedpipe --help tells more)")]
    [InlineData("feeds lst", "feedpipe: there is no \"lst\" here, did you mean \"list\"? (feedpipe feeds --help tells more)")]
    [InlineData("feeds list --tga x", "feedpipe: there is no \"--tga\" here, did you mean \"--tag\"? (feedpipe feeds list --help tells more)")]
    [InlineData("feeds list --jsn", "feedpipe: there is no \"--jsn\" here, did you mean \"--json\"? (feedpipe feeds list --help tells more)")]
    [InlineData("frobnicate", "feedpipe: there is no \"frobnicate\" here. (feedpipe --help tells more)")]
    [InlineData("feeds show", "feedpipe: Required argument 'feed' missing for command: 'show'. (feedpipe feeds show --help tells more)")]
    public void A_wrong_word_is_answered_with_the_one_that_was_meant(string typed, string says) =>
        Assert.Equal(says, CommandWords.Wrong(FeedpipeCommand.Create().Parse(typed)));

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
