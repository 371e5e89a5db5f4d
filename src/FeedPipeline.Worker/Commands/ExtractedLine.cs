using System.Globalization;
using System.Net.Http.Headers;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;
using FeedPipeline.Normalizing;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands;

/// <summary>What <c>extract</c> prints of a page or a text.</summary>
internal static class ExtractedLine
{
    /// <summary>An article's page.</summary>
    public static object OfPage(InputFile file, byte[] bytes)
    {
        var page = ReadPage(file, bytes);
        if (page.Headline is null && page.Body.Count == 0)
            throw new InvalidDataException("no article can be found in it");
        return new
        {
            Path = file.Shown,
            Headline = page.Headline?.Text,
            Dek = page.Dek?.Text,
            Byline = page.Authors,
            Published = Written(page.Published?.Date),
            Precision = page.Published is { } published ? TableNaming.Of(published.Date.Precision) : null,
            Modified = Written(page.Modified?.Date),
            LeadImage = page.ImageUrl?.Text,
            Caption = page.ImageCaption?.Text,
            Credit = page.ImageCredit?.Text,
            Body = page.Body.Select(block => block.Text),
            Language = page.Language?.Text,
            CanonicalUrl = page.CanonicalUrl?.Text,
            Section = page.Section?.Text,
            page.Tags,
            page.Furniture,
            Access = TableNaming.Of(page.Access),
        };
    }

    /// <summary>A text in the seed article format.</summary>
    public static object OfSeed(InputFile file, SeedArticle article) => new
    {
        Path = file.Shown,
        article.Headline,
        article.Dek,
        Byline = article.Authors,
        Published = article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Precision = article.Published is null ? null : TableNaming.Of(DatePrecision.Day),
        Modified = (string?)null,
        LeadImage = (string?)null,
        Caption = (string?)null,
        Credit = article.PhotoCredit,
        Body = article.Paragraphs,
        Language = (string?)null,
        CanonicalUrl = (string?)null,
        Section = (string?)null,
        Tags = Array.Empty<string>(),
        article.Furniture,
        Access = "free",
    };

    /// <summary>Reads a page with what its transport would have said.</summary>
    public static ArticlePage ReadPage(InputFile file, byte[] bytes)
    {
        var transport = file.Transport;
        _ = MediaTypeHeaderValue.TryParse(transport.ContentType, out var type);
        var page = new FetchedDocument
        {
            Body = bytes,
            Url = transport.Url,
            MediaType = type?.MediaType,
            Charset = transport.Charset ?? type?.CharSet,
            ContentLocation = transport.ContentLocation,
            ContentLanguage = transport.ContentLanguage,
        };
        try
        {
            return ArticleExtractor.Extract(page, PageHints.None, new ExtractingOptions());
        }
        catch (Exception bug)
        {
            // One page never costs the others.
            throw new InvalidDataException($"FeedPipeline failed on it: {bug.GetType().Name}: {bug.Message}", bug);
        }
    }

    /// <summary>The bare day, or the time with the publisher's own offset when it is known.</summary>
    private static string? Written(StatedDate? stated)
    {
        if (stated is not { } date)
            return null;
        if (date.Precision == DatePrecision.Day)
            return date.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var format = date.Precision == DatePrecision.Minute ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss";
        return date.Offset is { } offset
            ? date.At.ToOffset(offset).ToString(format + "zzz", CultureInfo.InvariantCulture)
            : date.At.ToString(format, CultureInfo.InvariantCulture);
    }
}
