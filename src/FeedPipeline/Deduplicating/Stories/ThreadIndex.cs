using FeedPipeline.Stories;

namespace FeedPipeline.Deduplicating.Stories;

/// <summary>Threads by their terms, so that a report is held only against those that speak of the same things.</summary>
internal sealed class ThreadIndex
{
    private readonly Dictionary<long, StoryThread> threads = [];
    private readonly Dictionary<int, HashSet<long>> byTerm = [];

    /// <summary>With these to begin with.</summary>
    public ThreadIndex(IEnumerable<StoryThread> known)
    {
        foreach (var thread in known)
            Put(thread);
    }

    /// <summary>The thread of an id that is here.</summary>
    public StoryThread Find(long id) => threads[id];

    /// <summary>Threads that share at least so many terms.</summary>
    public IEnumerable<StoryThread> Sharing(IReadOnlyList<StoryTerm> terms, int least)
    {
        var shared = new Dictionary<long, int>();
        foreach (var term in terms)
        {
            foreach (var id in byTerm.GetValueOrDefault(term.Hash) ?? [])
                shared[id] = shared.GetValueOrDefault(id) + 1;
        }

        return [.. shared.Where(pair => pair.Value >= least).Select(pair => threads[pair.Key])];
    }

    /// <summary>Takes a thread in, in place of what had its id.</summary>
    public void Put(StoryThread thread)
    {
        Remove(thread.Id);
        threads[thread.Id] = thread;
        foreach (var term in thread.Terms)
        {
            if (!byTerm.TryGetValue(term.Hash, out var ids))
                byTerm[term.Hash] = ids = [];
            ids.Add(thread.Id);
        }
    }

    /// <summary>Lets go of a thread.</summary>
    public void Remove(long id)
    {
        if (!threads.Remove(id, out var thread))
            return;
        foreach (var term in thread.Terms)
            byTerm[term.Hash].Remove(id);
    }
}
