using System.CommandLine;
using System.Text.RegularExpressions;
using FeedPipeline.Consumers;

namespace FeedPipeline.Worker.Commands;

/// <summary>How the command line means a consumer.</summary>
internal static partial class ConsumerArguments
{
    /// <summary>The consumer that a verb is about.</summary>
    public static Argument<string> Consumer() => new("consumer") { Description = "Name of the consumer." };

    /// <summary>A name that may be used.</summary>
    public static string Checked(string name) => Name().IsMatch(name)
        ? name
        : throw new CommandException($"\"{name}\": a name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a letter or a digit", ExitCode.Usage);

    /// <summary>Ends the verb with what the log refused.</summary>
    public static void Must(LogRefusal? refusal)
    {
        if (refusal is not null)
            throw new CommandException(refusal.Line);
    }

    /// <summary>There is none of that name.</summary>
    public static CommandException Unknown(string name) => new($"there is no consumer {name}: `feedpipe consumers list` shows all");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();
}
