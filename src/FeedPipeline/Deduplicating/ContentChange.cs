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

    /// <summary>What kind of change it is.</summary>
    public static RevisionClass Class(Article before, Article after, IReadOnlyList<string> changed) => changed switch
    {
        ["headline"] when Letters(before.Headline) != Letters(after.Headline) => RevisionClass.Headline,
        _ when changed.All(field => field is "headline" or "dek" or "body" or "body_html")
            && Letters(before.Headline, before.Dek, before.Body) == Letters(after.Headline, after.Dek, after.Body) => RevisionClass.Cosmetic,
        _ => RevisionClass.Update,
    };

    private static string Joined(IEnumerable<string> values) => string.Join('\n', values);

    private static string Letters(params IEnumerable<string?> texts) =>
        string.Concat(string.Join('\n', texts).Where(IsMeant)).ToLowerInvariant();

    /// <summary>All but spacing, punctuation and what nobody sees: signs of scripts whose vowels are marks, currencies and emoji mean something too.</summary>
    private static bool IsMeant(char character) =>
        !char.IsWhiteSpace(character) && !char.IsPunctuation(character) && !char.IsControl(character)
        && char.GetUnicodeCategory(character) != UnicodeCategory.Format;
}
