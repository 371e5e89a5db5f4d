using System.Security;

namespace FeedPipeline.Worker.Sampling;

/// <summary>Parts of articles as HTML, for feeds and pages alike.</summary>
internal static class Html
{
    /// <summary>Plain text, escaped.</summary>
    public static string Text(string text) => SecurityElement.Escape(text)!;

    /// <summary>The paragraphs.</summary>
    public static string Body(SampleArticle article) => string.Concat(article.Paragraphs.Select(paragraph => $"<p>{Text(paragraph)}</p>\n"));

    /// <summary>The picture with its credit; empty for an article without one.</summary>
    public static string Figure(SampleArticle article, string origin) => article.PhotoCredit is { } credit
        ? $"<figure><img src=\"{Text(origin + article.PicturePath)}\" alt=\"\"><figcaption>(Photo credit: {Text(credit)})</figcaption></figure>\n"
        : string.Empty;
}
