using System.Text.RegularExpressions;

namespace FeedPipeline.EndToEnd;

/// <summary>A fenced block of README.md that says what it is: its first line is a comment with <c>example: NAME</c>.</summary>
internal static partial class ReadmeExample
{
    /// <summary>The code of the one block in this language with this name.</summary>
    public static string Of(string language, string name)
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        return Assert.Single(Blocks().Matches(readme), block => block.Groups["language"].Value == language && block.Groups["name"].Value == name).Groups["code"].Value;
    }

    /// <summary>Languages and names of all blocks that say what they are.</summary>
    public static IReadOnlyList<(string Language, string Name)> All() =>
        [.. Blocks().Matches(File.ReadAllText(Path.Combine(Root(), "README.md"))).Select(block => (block.Groups["language"].Value, block.Groups["name"].Value))];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FeedPipeline.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No FeedPipeline.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>\W+example: (?<name>[\w-]+).*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
