using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>What is known of the article's other fields, to tell their lines from its text.</summary>
internal sealed class Surroundings
{
    private readonly string headline;
    private readonly string dek;
    private readonly IReadOnlyList<string> authors;

    /// <summary>Takes the fields as they were found.</summary>
    public Surroundings(string? headline, string? dek, IReadOnlyList<string> authors)
    {
        this.headline = PlainText.Fold(headline ?? "");
        this.dek = PlainText.Fold(dek ?? "");
        this.authors = [.. authors.Select(PlainText.Fold).Where(name => name.Length > 4)];
    }

    /// <summary>Whether the line repeats the headline.</summary>
    public bool IsHeadline(string folded) => folded.Length > 0 && folded == headline;

    /// <summary>Whether the paragraph is the standfirst.</summary>
    public bool IsDek(string folded) => folded.Length > 0 && folded == dek;

    /// <summary>Whether the paragraph begins with an author's name, as what is said about authors does.</summary>
    public bool IsAboutAuthor(string folded) => authors.Any(name => folded.StartsWith(name, StringComparison.Ordinal) || folded.StartsWith("by" + name, StringComparison.Ordinal));
}
