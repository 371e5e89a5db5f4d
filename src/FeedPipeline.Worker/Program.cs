using System.CommandLine;
using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Worker;

/// <summary>The one program, <c>feedpipe</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var parse = FeedpipeCommand.Create().Parse(args);
        if (parse.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"feedpipe: {parse.Errors[0].Message} (feedpipe {Verb(parse)}--help tells more)");
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
