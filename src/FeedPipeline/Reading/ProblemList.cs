using FeedPipeline.Documents;

namespace FeedPipeline.Reading;

/// <summary>Collects problems up to a limit; the same words are kept once, at their first place.</summary>
internal sealed class ProblemList(int max)
{
    private readonly List<Problem> problems = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal);

    public int Count => problems.Count;

    public IReadOnlyList<Problem> ToList() => [.. problems];

    public void Add(string what, int? line = null, int? column = null)
    {
        if (problems.Count < max && words.Add(what))
            problems.Add(new Problem(what, line, column));
    }

    public void AddRange(ProblemList others)
    {
        foreach (var problem in others.problems)
            Add(problem.What, problem.Line, problem.Column);
    }
}
