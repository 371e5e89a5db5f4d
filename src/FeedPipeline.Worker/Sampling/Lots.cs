namespace FeedPipeline.Worker.Sampling;

/// <summary>Lots that seed and number decide: the same on every machine and at every time, unlike those of <see cref="Random"/>.</summary>
internal sealed class Lots(long seed, long number)
{
    // SplitMix64 (Steele, Lea and Flood, 2014).
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = unchecked(((ulong)seed * Golden) ^ ((ulong)number * 0xD1342543DE82EF95));

    /// <summary>From 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>One of them.</summary>
    public T One<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>At most so many of them, none twice, in the order drawn.</summary>
    public IReadOnlyList<T> Some<T>(IEnumerable<T> choices, int count)
    {
        var left = choices.ToList();
        var drawn = new List<T>();
        while (drawn.Count < count && left.Count > 0)
        {
            var at = Below(left.Count);
            drawn.Add(left[at]);
            left.RemoveAt(at);
        }

        return drawn;
    }

    private ulong Next()
    {
        unchecked
        {
            state += Golden;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
