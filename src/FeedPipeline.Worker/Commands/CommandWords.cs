using System.CommandLine;
using System.CommandLine.Parsing;
using FeedPipeline.Configuring;

namespace FeedPipeline.Worker.Commands;

/// <summary>Verbs in words, and what was meant by words that are none.</summary>
internal static class CommandWords
{
    /// <summary>The words of a verb, <c>feeds add</c>; empty for the root.</summary>
    public static string Of(Command command) =>
        command is RootCommand ? string.Empty : $"{Of(command.Parents.OfType<Command>().First())} {command.Name}".TrimStart();

    /// <summary>What is wrong with a command line, in one line with what to do.</summary>
    public static string Wrong(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var verb = Of(command);
        // A word that is no verb is what is wrong; that a verb is missing then says less.
        var wrong = parse.UnmatchedTokens.Count > 0 ? Unknown(command, parse.UnmatchedTokens[0]) : Explained(parse.Errors[0]);
        return $"feedpipe: {wrong} (feedpipe {(verb.Length == 0 ? "" : verb + " ")}--help tells more)";
    }

    /// <summary>In one line, and which option it is about where the message does not say so.</summary>
    private static string Explained(ParseError error)
    {
        var line = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var about = (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult)?.Option.Name;
        return about is null || line.Contains(about, StringComparison.Ordinal) ? line : $"{about}: {line}";
    }

    private static string Unknown(Command command, string word)
    {
        var known = word.StartsWith('-')
            ? Lineage(command).SelectMany(parent => parent == command ? parent.Options : parent.Options.Where(option => option.Recursive)).Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(verb => verb.Name);
        return $"there is no \"{word}\" here{(Nearest.Of(word, known) is { } near ? $", did you mean \"{near}\"?" : ".")}";
    }

    private static IEnumerable<Command> Lineage(Command command) => command.Parents.OfType<Command>().SelectMany(Lineage).Prepend(command);
}
