namespace FeedPipeline.Documents;

/// <summary>What to tell an operator about a document that is not a feed.</summary>
public static class Unusable
{
    private const int MaxCandidates = 3;

    /// <summary>One line: what it is instead, and which feeds it offers.</summary>
    public static string Explain(FeedDocument document)
    {
        var what = document.Problems.Count > 0 ? document.Problems[0].What : "not a feed";
        return document.LinkedFeeds.Count == 0
            ? what
            : $"{what}; it offers {string.Join(", ", LinkedFeed.Ranked(document.LinkedFeeds).Take(MaxCandidates).Select(feed => feed.Url))}";
    }
}
