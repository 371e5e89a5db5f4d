using System.Runtime.InteropServices;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>Which texts stand under a key, newest first. A key holds one text of a group, so that what is counted are groups.</summary>
internal sealed class KeyIndex
{
    private readonly Dictionary<int, (int Newest, int Count)> heads = [];
    private readonly List<(long Id, int Older)> entries = [];

    /// <summary>How many texts stand under it.</summary>
    public int Count(int key) => heads.GetValueOrDefault(key).Count;

    /// <summary>The texts under it.</summary>
    public IEnumerable<long> Holders(int key)
    {
        if (!heads.TryGetValue(key, out var head))
            yield break;
        for (var at = head.Newest; at >= 0; at = entries[at].Older)
            yield return entries[at].Id;
    }

    /// <summary>Says how many texts stand under a key, without naming them.</summary>
    public void Crowd(int key, int count) => heads[key] = (-1, count);

    /// <summary>Puts a text under a key.</summary>
    public void Add(int key, long id)
    {
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, key, out var exists);
        entries.Add((id, exists ? head.Newest : -1));
        head = (entries.Count - 1, head.Count + 1);
    }
}
