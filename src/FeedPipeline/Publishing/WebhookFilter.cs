using FeedPipeline.Consumers;

namespace FeedPipeline.Publishing;

/// <summary>Which changes a webhook wants.</summary>
public static class WebhookFilter
{
    /// <summary>Whether one must know where the article was seen.</summary>
    public static bool AsksForOrigin(Webhook webhook) => webhook.Feeds.Count + webhook.Tags.Count > 0;

    /// <summary>Whether every filter that is set lets the change pass.</summary>
    public static bool Wants(Webhook webhook, LoggedChange change, string kind, ArticleOrigin origin) =>
        (webhook.Kinds.Count == 0 || webhook.Kinds.Contains(kind))
        && (webhook.Languages.Count == 0 || webhook.Languages.Any(language => IsIn(language, change.Article?.Content.Language)))
        && (webhook.Feeds.Count == 0 || webhook.Feeds.Any(origin.Feeds.Contains))
        && (webhook.Tags.Count == 0 || webhook.Tags.Any(origin.Tags.Contains));

    /// <summary><c>en-GB</c> is in <c>en</c>.</summary>
    private static bool IsIn(string range, string? language) =>
        language is not null && language.StartsWith(range, StringComparison.OrdinalIgnoreCase) && (language.Length == range.Length || language[range.Length] == '-');
}
