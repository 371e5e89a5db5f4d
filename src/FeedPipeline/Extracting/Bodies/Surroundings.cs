using System.Text.RegularExpressions;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>What is known of the article's other fields, to tell their lines from its text.</summary>
internal sealed partial class Surroundings
{
    private readonly string headline;
    private readonly string dek;
    private const int MaxOpeningChars = 60;

    private readonly IReadOnlyList<string> authors;
    private readonly HashSet<string> firstNames;

    /// <summary>Takes the fields as they were found.</summary>
    public Surroundings(string? headline, string? dek, IReadOnlyList<string> authors)
    {
        this.headline = PlainText.Fold(headline ?? "");
        this.dek = PlainText.Fold(dek ?? "");
        firstNames = [.. authors.Select(name => name.Split(' ')).Where(words => words.Length > 1).Select(words => words[0])];
        this.authors = [.. authors.Select(PlainText.Fold).Where(name => name.Length > 4)];
    }

    /// <summary>Whether the line repeats the headline.</summary>
    public bool IsHeadline(string folded) => folded.Length > 0 && folded == headline;

    /// <summary>Whether the paragraph is the standfirst.</summary>
    public bool IsDek(string folded) => folded.Length > 0 && folded == dek;

    /// <summary>Whether the paragraph begins with an author's name, as what is said about authors does: <c>Jane Doe covers…</c>, <c>Jane is the founder…</c>, <c>The physicist Jane Doe…</c>.</summary>
    public bool IsAboutAuthor(string text)
    {
        var folded = PlainText.Fold(text);
        return authors.Any(name => folded.StartsWith(name, StringComparison.Ordinal) || folded.StartsWith("by" + name, StringComparison.Ordinal)
            || (text.Length > MaxOpeningChars && PlainText.Fold(text[..MaxOpeningChars]).Contains(name, StringComparison.Ordinal)))
            || (Presented().Match(text) is { Success: true } presented && firstNames.Contains(presented.Groups["name"].Value));
    }

    [GeneratedRegex(@"^(?<name>\p{Lu}\p{L}+) (?:is|was|has|writes|covers|works|ist|war|schreibt|arbeitet|est|écrit|es|escribe|è|scrive|is een|är|er)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Presented();
}
