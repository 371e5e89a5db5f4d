using AngleSharp.Html.Dom;
using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Extracting.Pages;

/// <summary>The <c>meta</c> tags of a page, by lower-case name, property or itemprop.</summary>
internal sealed class MetaTags
{
    private const int MaxTags = 1_000;
    private readonly Dictionary<string, List<string>> tags = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that have a name and a content.</summary>
    public static MetaTags Of(IHtmlDocument document)
    {
        var meta = new MetaTags();
        foreach (var element in document.GetElementsByTagName("meta").Take(MaxTags))
        {
            if (PlainText.Clean(element.GetAttribute("content") ?? element.GetAttribute("value") ?? "") is not { Length: > 0 } content)
                continue;
            foreach (var key in new[] { element.GetAttribute("property"), element.GetAttribute("name"), element.GetAttribute("itemprop"), element.GetAttribute("http-equiv") })
            {
                if (key is not null)
                    meta.Add(key.Trim(), content);
            }
        }

        return meta;
    }

    /// <summary>The first content of the first name that has one, with the name; null when none has.</summary>
    public (string Content, string Name)? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (tags.TryGetValue(name, out var contents))
                return (contents[0], name);
        }

        return null;
    }

    /// <summary>Every content of a name, in order.</summary>
    public IReadOnlyList<string> All(string name) => tags.TryGetValue(name, out var contents) ? contents : [];

    /// <summary>Every content of names that end so.</summary>
    public IEnumerable<string> Ending(string end) => tags.Where(tag => tag.Key.EndsWith(end, StringComparison.OrdinalIgnoreCase)).SelectMany(tag => tag.Value);

    private void Add(string key, string content)
    {
        if (!tags.TryGetValue(key, out var contents))
            tags[key] = contents = [];
        contents.Add(content);
    }
}
