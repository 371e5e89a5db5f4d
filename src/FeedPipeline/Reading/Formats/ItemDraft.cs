using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Formats;

/// <summary>An item while it is being read. The first statement of a value stands; what modules say fills the gaps.</summary>
internal sealed class ItemDraft
{
    public string? Guid { get; set; }

    /// <summary>The guid, where it is an address by its own word, or an Atom id: the link of last resort.</summary>
    public string? PermanentLink { get; set; }

    public string? Title { get; set; }

    public string? ModuleTitle { get; set; }

    public string? Link { get; set; }

    public string? ModuleLink { get; set; }

    public string? OriginalLink { get; set; }

    public List<string> Authors { get; } = [];

    /// <summary><c>dc:creator</c>, which goes before RSS <c>author</c>: that one was meant for an e-mail address.</summary>
    public List<string> Creators { get; } = [];

    /// <summary><c>itunes:author</c>, often the whole show.</summary>
    public string? ModuleAuthor { get; set; }

    public StatedDate? Published { get; set; }

    public StatedDate? ModulePublished { get; set; }

    public StatedDate? Updated { get; set; }

    public StatedDate? ModuleUpdated { get; set; }

    public string? Summary { get; set; }

    public string? ModuleSummary { get; set; }

    public string? Content { get; set; }

    public List<string> Categories { get; } = [];

    public List<Enclosure> Enclosures { get; } = [];

    public string? ImageUrl { get; set; }

    public string? ThumbnailUrl { get; set; }

    public string? ImageCredit { get; set; }

    public string? ImageCaption { get; set; }

    public string? Language { get; set; }

    public string? Rights { get; set; }

    public void Categorize(string? category)
    {
        if (category is not null && !Categories.Contains(category, StringComparer.Ordinal))
            Categories.Add(category);
    }

    public void Enclose(string? url, string? type, long? length)
    {
        if (url is not null && !Enclosures.Exists(enclosure => enclosure.Url == url))
            Enclosures.Add(new(url, type, length));
    }

    public FeedItem ToItem(FeedDraft feed) => new()
    {
        Guid = Guid,
        Title = Title ?? ModuleTitle,
        Link = Link ?? ModuleLink ?? PermanentLink,
        OriginalLink = OriginalLink,
        Authors = WhoWrote(feed),
        Published = Published ?? ModulePublished,
        Updated = Updated ?? ModuleUpdated,
        Summary = Summary ?? ModuleSummary,
        Content = Content,
        Categories = Categories,
        Enclosures = Enclosures,
        Image = (ImageUrl ?? ThumbnailUrl) is { } url ? new(url, ImageCredit, ImageCaption) : null,
        Language = Language == feed.Language ? null : Language,
        Rights = Rights,
    };

    private List<string> WhoWrote(FeedDraft feed)
    {
        if (Creators.Count > 0)
            return [.. Creators.Distinct(StringComparer.Ordinal)];
        if (Authors.Count > 0)
            return [.. Authors.Distinct(StringComparer.Ordinal)];
        return ModuleAuthor is { } author ? [author] : [.. feed.Authors];
    }
}
