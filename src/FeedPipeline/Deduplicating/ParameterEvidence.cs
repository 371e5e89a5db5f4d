using FeedPipeline.Articles;

namespace FeedPipeline.Deduplicating;

/// <summary>Learns from addresses which query parameters name pages, and which only say who reads them.</summary>
public static class ParameterEvidence
{
    private const int MaxParameters = 20;

    /// <summary>Two addresses of one item: the parameter in which alone they differ says nothing.</summary>
    public static IReadOnlyList<SeenParameter> Between(IEnumerable<(string? Before, string? Now)> addresses) =>
    [
        .. addresses.Where(pair => pair is { Before: not null, Now: not null } && pair.Before != pair.Now && pair.Now.Contains('?', StringComparison.Ordinal))
            .Select(pair => Without(pair.Now!).Join(Without(pair.Before!), now => now.Others, before => before.Others, (now, before) => now).ToList())
            .Where(common => common.Count == 1)
            .Select(common => new SeenParameter(common[0].Host, common[0].Name, IsSame: true)),
    ];

    /// <summary>Two items of one document whose addresses differ in one parameter: with the same words it says nothing, with others it names the page.</summary>
    public static IReadOnlyList<SeenParameter> Among(IReadOnlyList<IdentifiedItem> items) =>
    [
        .. items.Where(item => item.CanonicalUrl?.Contains('?', StringComparison.Ordinal) == true)
            .SelectMany(item => Without(item.CanonicalUrl!), (item, part) => (Item: item, part.Host, part.Name, part.Others))
            .GroupBy(part => (part.Host, part.Name, part.Others))
            .Where(group => group.Skip(1).Any())
            .Select(group => new SeenParameter(group.Key.Host, group.Key.Name, IsSame: group.Select(part => Said(part.Item)).Distinct().Count() == 1)),
    ];

    private static (string? Title, string? Text) Said(IdentifiedItem item) => (item.Item.Title, item.Item.Content ?? item.Item.Summary);

    /// <summary>The address without each of its parameters in turn.</summary>
    private static IEnumerable<(string Host, string Name, string Others)> Without(string address)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            yield break;

        var host = address["https://".Length..].Split('/', '?')[0];
        var parameters = address[(question + 1)..].Split('&');
        for (var i = 0; i < parameters.Length && parameters.Length <= MaxParameters; i++)
        {
            var name = parameters[i].Split('=')[0];
            yield return (host, name, $"{address[..question]}?{string.Join('&', parameters.Where((_, place) => place != i))}\n{name}");
        }
    }
}
