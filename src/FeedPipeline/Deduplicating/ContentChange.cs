using System.Globalization;
using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>What differs between two states of an article.</summary>
internal static class ContentChange
{
    /// <summary>Columns that readers see and publishers mean, in the table's order; where a field came from is no change.</summary>
    private static readonly (string Column, Func<Article, object?> Value)[] Compared =
    [
        ("headline", article => article.Headline),
        ("dek", article => article.Dek),
        ("byline", article => article.Byline),
        ("authors", article => Joined(article.Authors)),
        ("published_at", article => article.PublishedAt),
        ("modified_at", article => article.ModifiedAt),
        ("photo_credit", article => article.PhotoCredit),
        ("photo_caption", article => article.PhotoCaption),
        ("photo_url", article => article.PhotoUrl),
        ("body", article => article.Body),
        ("body_html", article => article.BodyHtml),
        ("language", article => article.Language),
        ("url", article => article.Url),
        ("section", article => article.Section),
        ("tags", article => Joined(article.Tags)),
        ("rights", article => article.Rights),
        ("enclosures", article => Joined(article.Enclosures.Select(enclosure => enclosure.ToString()))),
    ];

    /// <summary>The columns that differ; empty when the article stands as it was.</summary>
    public static IReadOnlyList<string> Fields(Article before, Article after) =>
        [.. Compared.Where(field => !Equals(field.Value(before), field.Value(after))).Select(field => field.Column)];

    /// <summary>Whether only that changed which publishers' software changes by itself: addresses that carry a new token, counters, "3 hours ago", boxes of other articles, or a newer date over the same words.</summary>
    public static bool IsChurn(Article before, Article after, IReadOnlyList<string> changed) =>
        changed.All(field => field switch
        {
            "published_at" => after.PublishedAt > before.PublishedAt,
            "modified_at" => after.ModifiedAt >= before.ModifiedAt || after.ModifiedAt is null,
            "url" => IsSameAddress(before, after),
            "photo_url" => Churn.SameAddress(before.PhotoUrl, after.PhotoUrl),
            "enclosures" => Churn.SameMedia(before.Enclosures, after.Enclosures),
            "dek" => Churn.SameText(before.Dek, after.Dek),
            "body" => Churn.SameText(before.Body, after.Body),
            "body_html" => changed.Contains("body") ? Churn.SameText(before.Body, after.Body) : Churn.SameHtml(before.BodyHtml, after.BodyHtml),
            _ => false,
        });

    /// <summary>What kind of change it is.</summary>
    public static RevisionClass Class(Article before, Article after, IReadOnlyList<string> changed)
    {
        // Beside words that changed, dates and addresses follow.
        var meant = changed.Where(field => !(field is "published_at" or "modified_at" or "url")).ToList();
        if (CorrectionNotes.Of(before, after) is { } stated)
            return stated;
        if (meant is ["headline"] && Letters(before.Headline) != Letters(after.Headline))
            return RevisionClass.Headline;
        var isCosmetic = meant.TrueForAll(field => field is "headline" or "dek" or "body" or "body_html")
            && !(changed.Contains("published_at") && meant.Count == 0)
            && Letters(before.Headline, before.Dek, before.Body) == Letters(after.Headline, after.Dek, after.Body);
        return isCosmetic ? RevisionClass.Cosmetic : RevisionClass.Update;
    }

    private static bool IsSameAddress(Article before, Article after) =>
        after.Url is null || (before.CanonicalUrl is not null && before.CanonicalUrl == after.CanonicalUrl) || Churn.SameAddress(before.Url, after.Url);

    private static string Joined(IEnumerable<string> values) => string.Join('\n', values);

    private static string Letters(params IEnumerable<string?> texts) =>
        string.Concat(string.Join('\n', texts).Where(IsMeant)).ToLowerInvariant();

    /// <summary>All but spacing, punctuation and what nobody sees: signs of scripts whose vowels are marks, currencies and emoji mean something too.</summary>
    private static bool IsMeant(char character) =>
        !char.IsWhiteSpace(character) && !char.IsPunctuation(character) && !char.IsControl(character)
        && char.GetUnicodeCategory(character) != UnicodeCategory.Format;
}
