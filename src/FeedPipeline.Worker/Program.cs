using System.CommandLine;
using FeedPipeline.Worker.Commands;
using FeedPipeline.Worker.Hosting;

namespace FeedPipeline.Worker;

/// <summary>The one program, <c>feedpipe</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        NativeMemory.GiveBackLargeBlocks();

        // @FILE is what single options make of it: words of a file on the command line would be secrets in error messages.
        var parse = FeedpipeCommand.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(CommandWords.Wrong(parse));
            return ExitCode.Usage;
        }

        // SIGTERM and SIGINT cancel the verb's token; verbs end their work themselves, long before this cuts them off.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(10), EnableDefaultExceptionHandler = false };
        return await parse.InvokeAsync(invocation);
    }
}
