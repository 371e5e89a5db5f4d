using FeedPipeline.Configuring;
using FeedPipeline.Documents;
using FeedPipeline.Storing.Feeds;

namespace FeedPipeline.Steps;

/// <summary>The rules for pages that hold now: those of the configured file, then those that were applied to the database, where other workers find them too.</summary>
public sealed class RuleBook(PageRules configured, DeclarationStore store, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private Known? known;

    /// <summary>As of half a minute ago at most.</summary>
    public async Task<PageRules> RulesAsync(CancellationToken stop)
    {
        // Two that find them old at a time read them twice, which does no harm.
        if (known is { } last && clock.GetElapsedTime(last.ReadAt) < Fresh)
            return last.Rules;

        var now = new Known(new PageRules([.. configured.All, .. (await store.RulesAsync(stop)).Select(Read).OfType<PageRule>()]), clock.GetTimestamp());
        known = now;
        return now.Rules;
    }

    /// <summary>A rule that a later version of this program applied may be beyond this one.</summary>
    private static PageRule? Read(string yaml)
    {
        try
        {
            return RulesFile.ParseRule(yaml);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Known(PageRules Rules, long ReadAt);
}
