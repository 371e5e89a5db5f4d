using FeedPipeline.Documents;

namespace FeedPipeline.Worker.Commands.Rules;

/// <summary>What a rule changes at a page.</summary>
internal static class RuleEffect
{
    /// <summary>Fields with their values before and after, and paragraphs that went (-) or came (+).</summary>
    public static void Print(string url, ArticlePage before, ArticlePage after, bool json)
    {
        var fields = Fields(before).Zip(Fields(after)).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => (Field: pair.First.Name, Before: pair.First.Value, After: pair.Second.Value)).ToList();
        var (old, now) = (Texts(before), Texts(after));
        var (gone, come) = (old.Except(now, StringComparer.Ordinal).ToList(), now.Except(old, StringComparer.Ordinal).ToList());
        if (json)
        {
            Output.Json(new { Url = url, Fields = fields.Select(field => new { field.Field, field.Before, field.After }), Removed = gone, Added = come, Paragraphs = now.Count });
            return;
        }

        Console.Out.WriteLine(Output.Plain($"{url}: {(fields.Count + gone.Count + come.Count == 0 ? "nothing changes" : $"{old.Count} paragraphs before, {now.Count} after")}"));
        foreach (var (field, was, becomes) in fields)
            Console.Out.WriteLine(Output.Plain($"  {field}: {was ?? "-"} → {becomes ?? "-"}"));
        foreach (var text in gone)
            Console.Out.WriteLine(Output.Plain($"  - {text}"));
        foreach (var text in come)
            Console.Out.WriteLine(Output.Plain($"  + {text}"));
    }

    private static IEnumerable<(string Name, string? Value)> Fields(ArticlePage page) =>
    [
        ("headline", page.Headline?.Text), ("dek", page.Dek?.Text), ("byline", page.Authors.Count == 0 ? null : string.Join(", ", page.Authors)),
        ("published", page.Published?.Date.At.ToString("u", System.Globalization.CultureInfo.InvariantCulture)), ("image", page.ImageUrl?.Text),
        ("caption", page.ImageCaption?.Text), ("credit", page.ImageCredit?.Text), ("section", page.Section?.Text),
    ];

    private static List<string> Texts(ArticlePage page) => [.. page.Body.Select(block => block.Text)];
}
