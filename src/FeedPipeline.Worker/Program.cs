using System.CommandLine;
using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Worker;

/// <summary>The one program, <c>feedpipe</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // @FILE is what single options make of it: words of a file on the command line would be secrets in error messages.
        var parse = FeedpipeCommand.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            // A word that is no verb is what is wrong; that a verb is missing then says less.
            var wrong = parse.UnmatchedTokens.Count > 0 ? $"there is no \"{parse.UnmatchedTokens[0]}\" here." : parse.Errors[0].Message;
            await Console.Error.WriteLineAsync($"feedpipe: {wrong} (feedpipe {Verb(parse)}--help tells more)");
            return ExitCode.Usage;
        }

        // SIGTERM and SIGINT cancel the verb's token; verbs end their work themselves, long before this cuts them off.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(10), EnableDefaultExceptionHandler = false };
        return await parse.InvokeAsync(invocation);
    }

    private static string Verb(ParseResult parse)
    {
        var words = new List<string>();
        for (var command = parse.CommandResult.Command; command is not RootCommand; command = command.Parents.OfType<Command>().First())
            words.Insert(0, command.Name + " ");
        return string.Concat(words);
    }
}
