using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using FeedPipeline.Documents;
using YamlDotNet.RepresentationModel;
using static FeedPipeline.Configuring.YamlNodes;

namespace FeedPipeline.Configuring;

/// <summary>The operators' rules for pages: a YAML list under <c>rules</c>, each with a <c>site</c> or a <c>feed</c>.</summary>
public static class RulesFile
{
    private const int MaxChars = 1_000_000;
    private const int MaxRules = 10_000;

    private static readonly string[] Fields = ["headline", "dek", "byline", "published", "image", "caption", "credit", "section"];
    /// <summary>What a rule may say.</summary>
    internal static readonly string[] Keys = ["site", "feed", "body", "remove", "replace", .. Fields];
    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(2);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="FormatException">It is wrong: one line that says where and what.</exception>
    public static PageRules Parse(string yaml)
    {
        if (Root(yaml, MaxChars) is not { } top)
            return PageRules.None;
        var root = Map(top, "the file");
        return new PageRules(root.Children.TryGetValue("rules", out var stated) && stated is YamlSequenceNode list ? Rules(list) : throw Wrong(root, "there is no list of \"rules\""));
    }

    /// <summary>One rule, as <see cref="Write"/> wrote it.</summary>
    /// <exception cref="FormatException">It is wrong.</exception>
    public static PageRule ParseRule(string yaml) => Rule(Root(yaml, MaxChars) ?? throw new FormatException("empty"));

    /// <summary>One rule as YAML, always in the same order.</summary>
    public static string Write(PageRule rule) => YamlText.Of(Written(rule));

    internal static IReadOnlyList<PageRule> Rules(YamlSequenceNode list) =>
        list.Children.Count > MaxRules ? throw Wrong(list, $"more than {MaxRules} rules") : [.. list.Children.Select(Rule)];

    internal static Dictionary<string, object> Written(PageRule rule)
    {
        var map = new Dictionary<string, object>();
        Add("site", rule.Site);
        Add("feed", rule.Feed);
        Add("body", rule.Body);
        Add("remove", rule.Remove.Count == 0 ? null : rule.Remove);
        foreach (var field in Fields)
            Add(field, rule.Fields.GetValueOrDefault(field));
        Add("replace", rule.Replace.Count == 0 ? null : rule.Replace.Select(replaced => new Dictionary<string, object> { ["pattern"] = replaced.Pattern.ToString(), ["with"] = replaced.With }).ToList());
        return map;

        void Add(string key, object? value)
        {
            if (value is not null)
                map.Add(key, value);
        }
    }

    private static PageRule Rule(YamlNode node)
    {
        var map = Map(node, "a rule", Keys);
        var (site, feed) = (Text(map, "site"), Text(map, "feed"));
        if ((site is null) == (feed is null))
            throw Wrong(map, "a rule is for a site or for a feed");
        return new PageRule
        {
            Site = site,
            Feed = feed,
            Body = Selector(map, "body"),
            Remove = [.. Each(map, "remove").Select(item => Checked(item, Scalar(item)))],
            Fields = Fields.Select(field => (Field: field, Selector: Selector(map, field))).Where(field => field.Selector is not null)
                .ToDictionary(field => field.Field, field => field.Selector!, StringComparer.Ordinal),
            Replace = [.. Each(map, "replace").Select(Replacement)],
        };
    }

    private static TextReplacement Replacement(YamlNode node)
    {
        var map = Map(node, "a replacement");
        var pattern = Text(map, "pattern") ?? throw Wrong(map, "a replacement has a \"pattern\"");
        try
        {
            return new TextReplacement(new Regex(pattern, RegexOptions.CultureInvariant, RegexTime), Text(map, "with") ?? "");
        }
        catch (ArgumentException wrong)
        {
            throw Wrong(map, wrong.Message);
        }
    }

    private static string? Selector(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Checked(node, Scalar(node)) : null;

    private static string Checked(YamlNode node, string selector)
    {
        try
        {
            if (new CssSelectorParser().ParseSelector(selector) is not null)
                return selector;
        }
        catch (AngleSharp.Dom.DomException)
        {
            throw Wrong(node, $"\"{selector}\" is no CSS selector");
        }

        throw Wrong(node, $"\"{selector}\" is no CSS selector");
    }
}
