using System.Text;
using FeedPipeline.Normalizing;
using FeedPipeline.Worker.Commands;

namespace FeedPipeline.Worker.Sampling;

/// <summary>A text in the seed article format that the sample site is made from.</summary>
/// <param name="Language">BCP 47, from the file's name: <c>nachtzug.de.txt</c>; English without it.</param>
/// <param name="Text">What the text says.</param>
internal sealed record SampleSeed(string Language, SeedArticle Text)
{
    private const int MaxFiles = 1000;
    private const long MaxBytes = 1_000_000;
    private const int MaxLanguageChars = 3;

    /// <summary>The texts that come with the program.</summary>
    public static string DefaultDirectory => Path.Combine(AppContext.BaseDirectory, "seeds", "articles");

    /// <summary>All texts of a directory that have paragraphs, by name.</summary>
    /// <exception cref="CommandException">There are none.</exception>
    public static IReadOnlyList<SampleSeed> ReadAll(string directory)
    {
        if (!Directory.Exists(directory))
            throw new CommandException($"--articles {directory}: there is no such directory", ExitCode.Usage);

        var files = new DirectoryInfo(directory).EnumerateFiles("*.txt").Where(file => file.Length <= MaxBytes).OrderBy(file => file.Name, StringComparer.Ordinal).Take(MaxFiles);
        SampleSeed[] seeds = [.. files.Select(file => Read(file.FullName)).OfType<SampleSeed>()];
        return seeds.Length > 0
            ? seeds
            : throw new CommandException($"--articles {directory}: no *.txt there is an article with paragraphs", ExitCode.Usage);
    }

    private static SampleSeed? Read(string path) =>
        SeedText.Read(File.ReadAllText(path, Encoding.UTF8)) is { Paragraphs.Count: > 0 } text ? new SampleSeed(LanguageOf(path), text) : null;

    private static string LanguageOf(string path) =>
        Path.GetExtension(Path.GetFileNameWithoutExtension(path)) is { Length: > 1 and <= MaxLanguageChars + 1 } suffix ? suffix[1..].ToLowerInvariant() : "en";
}
