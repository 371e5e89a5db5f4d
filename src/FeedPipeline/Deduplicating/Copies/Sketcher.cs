using System.Runtime.InteropServices;
using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>Sketches texts: hashes of runs of words (shingles), sampled by their own bits, so that two texts that share a run sample it alike.</summary>
public static class Sketcher
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The sketch of an article. The headline counts only where the text is too short to speak for itself: every outlet writes its own.</summary>
    public static TextSketch Sketch(string? headline, string? text, DeduplicatingOptions options)
    {
        var read = TextTokens.Of(options.MaxTextLength, text);
        if (Words(read) < options.ShortWords)
            read = TextTokens.Of(options.MaxTextLength, headline, text);

        var words = Words(read);
        var (shingles, inLead) = Shingles(read.Tokens, options);
        var (body, rate) = Sampled(shingles, options.MaxShingles);
        return new TextSketch
        {
            Keys = Keys(shingles, inLead, options),
            Lead = inLead == shingles.Count && rate == 1 ? body : Distinct(shingles.Take(inLead)),
            Body = body,
            Rate = rate,
            Figures = [.. read.Figures.Take(options.MaxFigures).Order()],
            Words = words,
            Fingerprint = Fingerprint(read.Tokens),
        };
    }

    private static int Words(TextTokens text) => text.Tokens.Sum(token => token.Weight) / TextTokens.Word;

    private static long Fingerprint(IReadOnlyList<(ulong Hash, int Weight)> tokens)
    {
        var hash = Multiplier;
        foreach (var token in tokens)
            hash = (hash * Multiplier) + token.Hash;
        return (long)TextTokens.Mixed(hash);
    }

    /// <summary>In reading order, with the number of those that end inside the lead. A text shorter than a shingle is one.</summary>
    private static (List<ulong> Shingles, int InLead) Shingles(IReadOnlyList<(ulong Hash, int Weight)> tokens, DeduplicatingOptions options)
    {
        var wanted = options.ShingleWords * TextTokens.Word;
        var leadEnd = options.LeadWords * TextTokens.Word;
        var shingles = new List<ulong>(tokens.Count);
        int end = 0, weight = 0, passed = 0, inLead = 0;
        for (var start = 0; start < tokens.Count; start++)
        {
            while (end < tokens.Count && weight < wanted)
                weight += tokens[end++].Weight;
            if (weight < wanted && start > 0)
                break;

            var hash = Multiplier;
            for (var i = start; i < end; i++)
                hash = (hash * Multiplier) + tokens[i].Hash;
            shingles.Add(TextTokens.Mixed(hash));
            if (passed + weight <= leadEnd)
                inLead = shingles.Count;
            weight -= tokens[start].Weight;
            passed += tokens[start].Weight;
        }

        return (shingles, inLead);
    }

    /// <summary>The densest sample that has no more than <paramref name="most"/> shingles.</summary>
    private static (int[] Sample, int Rate) Sampled(List<ulong> shingles, int most)
    {
        var sample = Distinct(shingles);
        var rate = 1;
        while (sample.Length > most)
        {
            rate *= 2;
            sample = Array.FindAll(sample, shingle => IsSampled(shingle, rate));
        }

        return (sample, rate);
    }

    /// <summary>The lower half of each hash.</summary>
    private static int[] Distinct(IEnumerable<ulong> shingles)
    {
        var all = shingles.Select(shingle => (int)shingle).ToArray();
        Array.Sort(all);
        return Unique(all);
    }

    /// <summary>The lead has its keys closer together, or a summary would have none in common with its text; long texts have theirs further apart behind it.</summary>
    private static int[] Keys(List<ulong> shingles, int inLead, DeduplicatingOptions options)
    {
        var (leadSpan, span) = (options.LeadKeySpan, options.KeySpan);
        var (keys, ofLead) = Keys(shingles, inLead, leadSpan, span);
        while (keys.Length > options.MaxKeys && span < shingles.Count)
        {
            // Where signs are words, the lead has twice as many and more, and would leave no place for the rest.
            if (ofLead * 3 > options.MaxKeys * 2 && leadSpan < span)
                leadSpan *= 2;
            else
                span *= 2;
            (keys, ofLead) = Keys(shingles, inLead, leadSpan, span);
        }

        while (keys.Length < options.MinKeys && leadSpan > 1)
        {
            leadSpan /= 2;
            (keys, _) = Keys(shingles, inLead, leadSpan, span);
        }

        return keys.Length > options.MaxKeys ? keys[..options.MaxKeys] : keys;
    }

    /// <summary>With the number of those from the lead.</summary>
    private static (int[] Keys, int OfLead) Keys(List<ulong> shingles, int inLead, int leadSpan, int span)
    {
        var all = CollectionsMarshal.AsSpan(shingles);
        var keys = new List<int>();
        AddLeast(all[..Math.Min(inLead, leadSpan * 2)], Math.Max(leadSpan / 2, 1), keys);
        AddLeast(all[..inLead], leadSpan, keys);
        var ofLead = keys.Distinct().Count();
        AddLeast(all, span, keys);
        keys.Sort();
        return (Unique([.. keys]), ofLead);
    }

    /// <summary>The least of each so many shingles in a row, so that texts which share as many in a row share a key; the least of more in a row is among those of fewer.
    /// Lower halves are compared and upper halves taken, so keys use all of their 32 bits.</summary>
    private static void AddLeast(ReadOnlySpan<ulong> shingles, int span, List<int> keys)
    {
        var least = -1;
        for (var (start, end) = (0, Math.Min(span, shingles.Length)); start < end && end <= shingles.Length; start++, end++)
        {
            var before = least;
            if (least < start)
                least = Least(shingles, start, end);
            else if ((uint)shingles[end - 1] < (uint)shingles[least])
                least = end - 1;
            if (least != before)
                keys.Add((int)(shingles[least] >> 32));
        }
    }

    private static int Least(ReadOnlySpan<ulong> shingles, int start, int end)
    {
        var least = start;
        for (var i = start + 1; i < end; i++)
        {
            if ((uint)shingles[i] < (uint)shingles[least])
                least = i;
        }

        return least;
    }

    /// <summary>Rates are powers of two, so a thin sample is part of a dense one.</summary>
    private static bool IsSampled(int shingle, int rate) => (shingle & (rate - 1)) == 0;

    private static int[] Unique(int[] sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[kept++] = sorted[i];
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }
}
