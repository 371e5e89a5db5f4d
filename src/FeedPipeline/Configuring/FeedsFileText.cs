using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;

namespace FeedPipeline.Configuring;

/// <summary>Writes what <see cref="FeedsFile"/> reads: what is as usual is left out.</summary>
public static class FeedsFileText
{
    private const string Head = "# Feeds and rules of FeedPipeline: `feedpipe plan FILE` shows what differs, `feedpipe apply FILE` makes it so.\n";

    /// <summary>The whole file.</summary>
    public static string Write(IEnumerable<DeclaredFeed> feeds, IReadOnlyList<PageRule> rules)
    {
        var text = new StringBuilder(Head);
        List<Dictionary<string, object>> written = [.. feeds.Select(Written)];
        text.Append('\n').Append(YamlText.Of(new Dictionary<string, object> { ["feeds"] = written }));
        if (rules.Count > 0)
            text.Append('\n').Append(YamlText.Of(new Dictionary<string, object> { ["rules"] = rules.Select(RulesFile.Written).ToList() }));
        return text.ToString();
    }

    /// <summary>What is said of a feed, by key, without what is as usual.</summary>
    internal static Dictionary<string, object> Written(DeclaredFeed declared)
    {
        var feed = declared.Feed;
        var map = new Dictionary<string, object> { ["name"] = feed.Name, ["url"] = feed.Url };
        if (feed.Schedule != Schedule.Adaptive.Instance)
            map["schedule"] = feed.Schedule.ToString();
        if (feed.Quiet is { } quiet)
            map["quiet"] = quiet.ToString();
        if (feed.FullText != FullText.Auto)
            map["full_text"] = feed.FullText.ToString().ToLowerInvariant();
        if (feed.Identity is { } identity)
            map["identity"] = identity switch { Identity.LinkDate => "link_date", Identity.TitleDate => "title_date", _ => identity.ToString().ToLowerInvariant() };
        if (feed.Tags.Count > 0)
            map["tags"] = feed.Tags;
        if (feed.Owner is { } owner)
            map["owner"] = owner;
        if (declared.IsPaused)
            map["paused"] = true;
        if (declared.KeepAge is { } age)
            map["keep"] = Keeping.Format(age);
        if (declared.KeepCount is { } count)
            map["keep_count"] = count;
        if (feed.TlsException is { } exception)
            map["tls_exception"] = exception;
        if (declared.Access is { } access)
            map["access"] = Written(access);
        return map;
    }

    private static Dictionary<string, object> Written(DeclaredAccess access)
    {
        var map = new Dictionary<string, object>();
        if (access.Basic is { } login)
            map["basic"] = new Dictionary<string, object> { ["user"] = login.User, ["password"] = Written(login.Password) };
        if (access.Bearer is { } bearer)
            map["bearer"] = Written(bearer);
        if (access.Headers.Count > 0)
            map["headers"] = access.Headers.ToDictionary(header => header.Name, header => (object)Written(header.Value));
        return map;
    }

    private static Dictionary<string, object> Written(SecretReference reference) =>
        reference.Env is { } env ? new() { ["env"] = env } : new() { ["file"] = reference.File! };
}
