using FeedPipeline.Normalizing;

namespace FeedPipeline.Tests.Normalizing;

/// <summary>The same article in all the layouts that its text may come in.</summary>
internal static class TextVariants
{
    public static IEnumerable<string> Of(string text)
    {
        var canonical = SeedText.Write(SeedText.Read(text)!.ToArticle());
        foreach (var variant in new[] { text, canonical, canonical.TrimEnd(), NoBlank(canonical), AllBlank(canonical), AllBlank(text) })
        {
            yield return variant;
            yield return variant.Replace("\n", "\r\n", StringComparison.Ordinal);
            yield return variant.Replace('\n', '\r');
            yield return "\uFEFF" + variant;
            yield return "\n\n" + variant + "\n\n\n";
            yield return variant.Replace(" ", "\u00A0", StringComparison.Ordinal);
            yield return variant.Replace(" ", "\u00A0 ", StringComparison.Ordinal);
            yield return variant.Replace(" ", "  ", StringComparison.Ordinal);
        }

        foreach (var end in new[] { "Most Popular", " Most Popular", "\nMost Popular", "\n\nMost Popular\n", "\n\nRelated Articles\n\nAnother headline\n\nA third headline" })
            yield return canonical.TrimEnd() + end;
    }

    public static string NoBlank(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    public static string AllBlank(string text) => string.Join("\n\n", text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
