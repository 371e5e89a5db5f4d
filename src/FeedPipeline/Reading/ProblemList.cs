using FeedPipeline.Documents;
using FeedPipeline.Reading.Charsets;

namespace FeedPipeline.Reading;

/// <summary>Collects problems up to a limit; the same words are kept once, at their first place.</summary>
internal sealed class ProblemList(int max)
{
    private const int MaxLength = 200;
    private readonly List<Problem> problems = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    public bool IsFull => problems.Count >= max;

    public IReadOnlyList<Problem> ToList() => [.. problems];

    public void Add(string what, int? line = null, int? column = null)
    {
        if (IsFull)
            return;
        var oneLine = Characters.Cut(what.ReplaceLineEndings(" "), MaxLength);
        if (words.Add(oneLine))
            problems.Add(new Problem(oneLine, line, column));
    }
}
