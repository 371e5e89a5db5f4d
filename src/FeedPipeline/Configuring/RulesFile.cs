using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using FeedPipeline.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FeedPipeline.Configuring;

/// <summary>The operators' rules for pages: a YAML list under <c>rules</c>, each with a <c>site</c> or a <c>feed</c>.</summary>
public static class RulesFile
{
    private const int MaxChars = 1_000_000;
    private const int MaxRules = 10_000;

    private static readonly string[] Fields = ["headline", "dek", "byline", "published", "image", "caption", "credit", "section"];
    private static readonly string[] Keys = ["site", "feed", "body", "remove", "replace", .. Fields];
    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(2);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="FormatException">It is wrong: one line that says where and what.</exception>
    public static PageRules Parse(string yaml)
    {
        if (yaml.Length > MaxChars)
            throw new FormatException($"longer than {MaxChars} characters");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
                return PageRules.None;
            var root = Map(stream.Documents[0].RootNode, "the file");
            var list = root.Children.TryGetValue("rules", out var stated) && stated is YamlSequenceNode sequence ? sequence : throw Wrong(root, "there is no list of \"rules\"");
            if (list.Children.Count > MaxRules)
                throw Wrong(list, $"more than {MaxRules} rules");
            return new PageRules([.. list.Children.Select(Rule)]);
        }
        catch (YamlException broken)
        {
            throw new FormatException($"line {broken.Start.Line}: {broken.Message.ReplaceLineEndings(" ")}", broken);
        }
    }

    private static PageRule Rule(YamlNode node)
    {
        var map = Map(node, "a rule");
        foreach (var key in map.Children.Keys)
        {
            if (!Keys.Contains(key.ToString(), StringComparer.Ordinal))
                throw Wrong(key, $"\"{key}\" is not known; a rule has {string.Join(", ", Keys)}");
        }

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

    private static IEnumerable<YamlNode> Each(YamlMappingNode map, string key) => !map.Children.TryGetValue(key, out var node) ? []
        : node is YamlSequenceNode list ? list.Children : [node];

    private static string? Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? Scalar(node) : null;

    private static string Scalar(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : throw Wrong(node, "a text is wanted here");

    private static YamlMappingNode Map(YamlNode node, string what) => node as YamlMappingNode ?? throw Wrong(node, $"{what} is written as \"key: value\" lines");

    private static FormatException Wrong(YamlNode node, string what) => new($"line {node.Start.Line}: {what}");
}
