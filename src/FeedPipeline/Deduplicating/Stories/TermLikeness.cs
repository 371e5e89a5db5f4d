using FeedPipeline.Stories;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>How alike two lists of terms are.</summary>
internal static class TermLikeness
{
    /// <summary>The cosine of the angle between them, 0 to 1, and how many terms they share.</summary>
    public static (double Cosine, int Shared) Of(IReadOnlyList<StoryTerm> one, IReadOnlyList<StoryTerm> other)
    {
        var (few, many) = one.Count <= other.Count ? (one, other) : (other, one);
        var weights = few.ToDictionary(term => term.Hash, term => term.Weight);
        var (product, shared) = (0.0, 0);
        foreach (var term in many)
        {
            if (!weights.TryGetValue(term.Hash, out var weight))
                continue;
            product += weight * term.Weight;
            shared++;
        }

        var lengths = Length(one) * Length(other);
        return (lengths == 0 ? 0 : product / lengths, shared);
    }

    private static double Length(IReadOnlyList<StoryTerm> terms) => Math.Sqrt(terms.Sum(term => (double)term.Weight * term.Weight));
}
