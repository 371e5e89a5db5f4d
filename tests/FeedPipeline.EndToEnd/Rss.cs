using System.Net;

namespace FeedPipeline.EndToEnd;

/// <summary>Feeds as a publisher's program writes them.</summary>
internal static class Rss
{
    /// <summary>A document of these items.</summary>
    public static string Of(string title, params IEnumerable<RssItem> items) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>{title}</title><link>http://127.0.0.1/</link><description>Tests</description>
        {string.Join('\n', items.Select(Item))}
        </channel></rss>
        """;

    private static string Item(RssItem item) => $"""
        <item>
          <title>{WebUtility.HtmlEncode(item.Title)}</title>
          <guid isPermaLink="false">{item.Guid}</guid>
          <link>http://127.0.0.1/{item.Guid}.html</link>
          <pubDate>{item.PubDate}</pubDate>
          {(item.Creator is null ? "" : $"<dc:creator>{WebUtility.HtmlEncode(item.Creator)}</dc:creator>")}
          {(item.Description is null ? "" : $"<description>{WebUtility.HtmlEncode(item.Description)}</description>")}
          <content:encoded><![CDATA[{item.Content}]]></content:encoded>
        </item>
        """;
}

/// <summary>An item.</summary>
internal sealed record RssItem(string Guid, string Title, string Content)
{
    public string? Description { get; init; }

    public string? Creator { get; init; }

    public string PubDate { get; init; } = "Wed, 28 Jul 2021 10:12:00 +0300";
}
