using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating.Copies;

/// <summary>A verdict with its evidence.</summary>
/// <param name="Kinship">How they go together.</param>
/// <param name="OfShorter">Share of the shorter text that stands in the longer one, 0 to 1.</param>
/// <param name="OfLonger">Share of the longer text that stands in the shorter one, 0 to 1.</param>
/// <param name="Shared">Shingles that stand in both, about.</param>
public readonly record struct CopyVerdict(Kinship Kinship, double OfShorter, double OfLonger, int Shared)
{
    /// <summary>One text.</summary>
    public bool IsCopy => Kinship >= Kinship.Lead;
}

/// <summary>Tells copies from texts that only share words. Shares in both directions decide: a summary and a quotation stand in the longer text to the last word, but only
/// the summary is its beginning; bulletins of one template share their sentences, but not their figures.</summary>
public static class CopyRule
{
    /// <summary>The verdict on two texts; their order does not matter.</summary>
    /// <param name="one">A sketch.</param>
    /// <param name="other">Another, made with the same options.</param>
    /// <param name="apart">Time between them; null when one has no date.</param>
    /// <param name="options">The thresholds.</param>
    public static CopyVerdict Judge(TextSketch one, TextSketch other, TimeSpan? apart, DeduplicatingOptions options)
    {
        var (shorter, longer) = Size(one) <= Size(other) ? (one, other) : (other, one);
        var rate = Math.Max(one.Rate, other.Rate);
        var (shared, ofShorter, ofLonger) = Shares(shorter.Body, longer.Body, rate);
        if (one.Fingerprint == other.Fingerprint)
            return new CopyVerdict(Size(one) >= options.MinShared ? Kinship.Equal : Kinship.None, 1, 1, Size(one));

        var verdict = new CopyVerdict(Kinship.None, ofShorter, ofLonger, shared * rate);
        var inWindow = apart is not { } time || time.Duration() <= options.Window;
        if (inWindow && CopyKinship(shorter, longer, verdict, options) is var kinship and not Kinship.None)
            return verdict with { Kinship = kinship };
        if (verdict.Shared < options.MinShared || ofShorter < options.Related)
            return verdict;
        return verdict with { Kinship = ofShorter >= options.SummaryInText ? Kinship.Quotes : Kinship.Related };
    }

    private static int Size(TextSketch sketch) => sketch.Body.Length * sketch.Rate;

    private static Kinship CopyKinship(TextSketch shorter, TextSketch longer, CopyVerdict shares, DeduplicatingOptions options)
    {
        if (shares.OfShorter >= options.SameOfShorter && shares.OfLonger >= options.SameOfLonger)
            return shares.Shared >= options.MinShared && !IsTemplate(shorter, longer, shares, options) ? Kinship.Body : Kinship.None;
        return IsLead(shorter, longer, shares, options) ? Kinship.Lead : Kinship.None;
    }

    /// <summary>Short texts full of figures that hardly have one in common report two days, however alike their sentences are.</summary>
    private static bool IsTemplate(TextSketch shorter, TextSketch longer, CopyVerdict shares, DeduplicatingOptions options)
    {
        if (shares.OfShorter >= options.Verbatim || !MayBeTemplate(shorter, options) || !MayBeTemplate(longer, options))
            return false;
        var common = Common(shorter.Figures, longer.Figures, rate: 1);
        var all = shorter.Figures.Length + longer.Figures.Length - common;
        var wanted = IsTable(shorter, options) && IsTable(longer, options) ? options.FiguresInCommonOfTables : options.FiguresInCommon;
        return all >= options.TemplateFigures && common < wanted * Math.Min(shorter.Figures.Length, longer.Figures.Length);
    }

    /// <summary>Rates, results: most figures are the same every day, and the few others are the news.</summary>
    private static bool IsTable(TextSketch text, DeduplicatingOptions options) => text.Words < text.Figures.Length * options.TableSpacing;

    private static bool MayBeTemplate(TextSketch text, DeduplicatingOptions options) =>
        text.Words < options.TemplateWords || text.Words < text.Figures.Length * options.TemplateSpacing;

    /// <summary>The lead is kept whole, so a summary of a few words is judged by all of them, also where the longer text is sampled.</summary>
    private static bool IsLead(TextSketch shorter, TextSketch longer, CopyVerdict shares, DeduplicatingOptions options)
    {
        var (shared, ofShorter, ofLead) = Shares(shorter.Body, longer.Lead, shorter.Rate);
        return shared * shorter.Rate >= options.MinShared
            && Math.Max(ofShorter, ofLead) >= options.SummaryInLead
            && Math.Max(ofShorter, shares.OfShorter) >= options.SummaryInText;
    }

    /// <summary>What two samples have in common at the coarser rate of both, and which share of each that is.</summary>
    private static (int Shared, double OfOne, double OfOther) Shares(int[] one, int[] other, int rate)
    {
        var shared = Common(one, other, rate);
        return (shared, Share(shared, Count(one, rate)), Share(shared, Count(other, rate)));
    }

    private static double Share(int shared, int all) => all == 0 ? 0 : (double)shared / all;

    private static int Count(int[] sample, int rate)
    {
        var count = 0;
        foreach (var shingle in sample)
            count += (shingle & (rate - 1)) == 0 ? 1 : 0;
        return count;
    }

    /// <summary>Of two ascending lists.</summary>
    private static int Common(int[] one, int[] other, int rate)
    {
        int i = 0, j = 0, common = 0;
        while (i < one.Length && j < other.Length)
        {
            if (one[i] == other[j])
            {
                common += (one[i] & (rate - 1)) == 0 ? 1 : 0;
                (i, j) = (i + 1, j + 1);
            }
            else if (one[i] < other[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }
}
