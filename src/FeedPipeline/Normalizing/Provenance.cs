namespace FeedPipeline.Normalizing;

/// <summary>Where each field of an article came from: column name to source.</summary>
internal static class Provenance
{
    /// <summary>Every field that the text states came from the text.</summary>
    public static IReadOnlyDictionary<string, string> OfSeed(SeedArticle seed) => Of(
    [
        ("headline", seed.Headline, "text:headline"), ("dek", seed.Dek, "text:dek"), ("byline", seed.Byline, "text:byline"),
        ("authors", seed.Byline, "text:byline"), ("published_at", seed.Published, "text:byline"),
        ("photo_credit", seed.PhotoCredit, "text:credit"), ("body", seed.Paragraphs.Count == 0 ? null : seed.Paragraphs, "text:body"),
    ]);

    /// <summary>Leaves out fields without a value.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<(string Field, object? Value, string Source)> fields) =>
        fields.Where(field => field.Value is not null).ToDictionary(field => field.Field, field => field.Source, StringComparer.Ordinal);
}
