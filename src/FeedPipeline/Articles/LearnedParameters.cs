namespace FeedPipeline.Articles;

/// <summary>Query parameters that were seen to say nothing about the page, host by host.</summary>
public sealed class LearnedParameters(IEnumerable<(string Host, string Name)> parameters)
{
    /// <summary>Pairs of addresses of one article that teach a parameter, when none teaches the contrary.</summary>
    public const int Lessons = 20;

    private readonly HashSet<(string Host, string Name)> known = [.. parameters];

    /// <summary>None.</summary>
    public static LearnedParameters None { get; } = new([]);

    /// <summary>Whether the parameter (<c>name=value</c>) says nothing on this host, in the comparison form.</summary>
    public bool Contains(string parameter, string host) => known.Count > 0 && known.Contains((host, parameter.Split('=')[0]));
}
