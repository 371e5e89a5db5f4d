using System.CommandLine;
using FeedPipeline.Configuring;
using FeedPipeline.Flows.Applying;
using Spectre.Console;

namespace FeedPipeline.Worker.Commands;

/// <summary>What <c>plan</c> and <c>apply</c> have in common: the file, and how its differences are shown.</summary>
internal static class DeclaredFile
{
    /// <summary>The file.</summary>
    public static Argument<string> File() => new("file") { Description = "A YAML file of feeds and rules, as `feedpipe export` writes it; - is standard input." };

    /// <summary>What becomes of feeds that it does not name.</summary>
    public static Option<bool> Prune() => new("--prune")
    {
        Description = "Take out the feeds that the file does not name. Their articles stay, and they come back with their history when they are named again. Without it they are kept.",
    };

    /// <summary>Reads and checks the whole file.</summary>
    public static async Task<FeedsFile> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            return FeedsFile.Parse(path == "-" ? await Console.In.ReadToEndAsync(stop) : await System.IO.File.ReadAllTextAsync(path, stop), FeedArguments.IsCron);
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, wrong.Message);
        }
    }

    /// <summary>A fault of the file, in one line.</summary>
    public static CommandException Wrong(string path, string what) => new($"{(path == "-" ? "standard input" : path)}: {what}", ExitCode.Usage);

    /// <summary>One line a difference and one a field; for programs one object a difference.</summary>
    public static void Print(FeedPlan plan, bool json)
    {
        foreach (var difference in plan.Differences)
        {
            if (json)
                Output.Json(difference);
            else
                Print(difference);
        }

        foreach (var unknown in plan.Unknown)
            Output.Say($"could not be compared: {unknown}");
        if (plan.Kept.Count > 0)
            Output.Say(FormattableString.Invariant($"kept although the file does not name them (--prune takes them out), {plan.Kept.Count}: {string.Join(", ", plan.Kept.Take(5))}{(plan.Kept.Count > 5 ? ", …" : "")}"));
    }

    /// <summary>How many of what.</summary>
    public static string Sum(FeedPlan plan, string added, string changed, string removed)
    {
        int Count(DifferenceKind kind) => plan.Differences.Count(difference => difference.Kind == kind);
        var rules = plan.Differences.Count(difference => difference.Kind is DifferenceKind.AddRule or DifferenceKind.RemoveRule or DifferenceKind.MoveRules);
        return FormattableString.Invariant($"{added} {Count(DifferenceKind.Add)}, {changed} {Count(DifferenceKind.Change)}, {removed} {Count(DifferenceKind.Remove)}, as they are {plan.Same}{(rules > 0 ? $"; rules {rules}" : "")}");
    }

    private static void Print(Difference difference)
    {
        var (mark, colour) = difference.Kind switch
        {
            DifferenceKind.Add or DifferenceKind.AddRule => ("+", Color.Green),
            DifferenceKind.Remove or DifferenceKind.RemoveRule => ("-", Color.Red),
            _ => ("~", Color.Yellow),
        };
        var isRule = difference.Kind is DifferenceKind.AddRule or DifferenceKind.RemoveRule or DifferenceKind.MoveRules;
        Output.Line($"{mark} {(isRule ? $"rule {difference.What}" : $"feed \"{difference.What}\"  {difference.Url}")}", colour);
        var width = difference.Fields.Select(field => field.Field.Length).DefaultIfEmpty().Max();
        foreach (var field in difference.Fields)
            Output.Line($"    {field.Field.PadRight(width)}  {(difference.Kind == DifferenceKind.Add ? field.After : $"{field.Before ?? "(as usual)"} -> {field.After ?? "(as usual)"}")}");
    }
}
