using FeedPipeline.Articles;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Copies;

namespace FeedPipeline.Steps;

/// <summary>Hands the rule for copies to the store, which judges in the commit of the articles.</summary>
public static class Copies
{
    /// <summary>The rule under these options.</summary>
    public static CopyJudge Judge(DeduplicatingOptions options) => new()
    {
        Sketch = options.Copies ? article => Sketcher.Sketch(article.Headline, article.Body ?? article.Dek, options) : null,
        Judge = (recalled, arriving) => CopyJudgement.Of(recalled, arriving, options),
        Crowd = options.MaxGroupsPerKey + 1,
        Rare = CopyGroups.RareGroups,
        MaxCandidates = options.MaxCandidates,
        Window = options.Window,
    };
}
