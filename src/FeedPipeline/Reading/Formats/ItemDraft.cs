using FeedPipeline.Documents;
using FeedPipeline.Reading.Values;

namespace FeedPipeline.Reading.Formats;

/// <summary>
/// An item while it is being read. The first statement of a value stands; what modules say fills the gaps. A struct, because a feed may hold thousands
/// and none outlives its own end tag.
/// </summary>
internal struct ItemDraft
{
    // Most items have none of some of these.
    private List<string>? authors;
    private string? authorAddress;
    private List<string>? creators;
    private List<string>? categories;
    private List<Enclosure>? enclosures;

    public string? Guid { get; set; }

    /// <summary>The guid, where it is an address by its own word, or an Atom id: the link of last resort.</summary>
    public string? PermanentLink { get; set; }

    public string? Title { get; set; }

    public string? ModuleTitle { get; set; }

    public string? Link { get; set; }

    public string? ModuleLink { get; set; }

    public string? OriginalLink { get; set; }

    /// <summary><c>itunes:author</c>, often the whole show.</summary>
    public string? ModuleAuthor { get; set; }

    public StatedDate? Published { get; set; }

    public StatedDate? ModulePublished { get; set; }

    public StatedDate? Updated { get; set; }

    public StatedDate? ModuleUpdated { get; set; }

    public string? Summary { get; set; }

    public string? ModuleSummary { get; set; }

    public string? Content { get; set; }

    public string? ImageUrl { get; set; }

    public string? ThumbnailUrl { get; set; }

    public string? ImageCredit { get; set; }

    public string? ImageCaption { get; set; }

    public string? Language { get; set; }

    public string? Rights { get; set; }

    public string? LicenseUrl { get; set; }

    public ItemSource? Source { get; set; }

    public string? CommentsUrl { get; set; }

    public string? CommentsFeedUrl { get; set; }

    public int? CommentCount { get; set; }

    public string? InReplyTo { get; set; }

    public GeoPoint? Place { get; set; }

    /// <summary>Half of a place in two elements (W3C geo).</summary>
    public string? Latitude { get; set; }

    /// <inheritdoc cref="Latitude"/>
    public string? Longitude { get; set; }

    public TimeSpan? Duration { get; set; }

    public string? TranscriptUrl { get; set; }

    /// <summary>Adds an author.</summary>
    public void Sign(string? author) => Add(ref authors, author);

    /// <summary>Adds a person, who is known by the e-mail address where nobody has a name.</summary>
    public void Sign((string? Name, string? Address) person)
    {
        Sign(person.Name);
        authorAddress ??= person.Name is null ? person.Address : null;
    }

    /// <summary>Adds a <c>dc:creator</c>, which goes before RSS <c>author</c>: that one was meant for an e-mail address.</summary>
    public void SignCreator(string? creator) => Add(ref creators, creator);

    public void Categorize(string? category) => Add(ref categories, category);

    /// <summary>Several categories in one text.</summary>
    public void CategorizeAll(string? list, params ReadOnlySpan<char> separators)
    {
        if (list is null)
            return;
        foreach (var part in list.AsSpan().SplitAny(separators))
        {
            if (list.AsSpan(part).Trim() is { IsEmpty: false } category)
                Categorize(category.ToString());
        }
    }

    public void Enclose(string? url, string? type, long? length)
    {
        if (url is not null && enclosures?.Exists(enclosure => enclosure.Url == url) is not true)
            (enclosures ??= new(1)).Add(new(url, type, length));
    }

    public readonly FeedItem ToItem(FeedDraft feed) => new()
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
        Categories = categories ?? [],
        Enclosures = enclosures ?? [],
        Image = (ImageUrl ?? ThumbnailUrl) is { } url ? new(url, ImageCredit, ImageCaption) : null,
        Language = Language == feed.Language ? null : Language,
        Rights = Rights,
        LicenseUrl = LicenseUrl ?? feed.LicenseUrl,
        Source = Source,
        Comments = CommentsUrl is null && CommentsFeedUrl is null && CommentCount is null ? null : new(CommentsUrl, CommentsFeedUrl, CommentCount),
        InReplyTo = InReplyTo,
        Place = Place ?? Numbers.Point(Latitude, Longitude),
        Duration = Duration,
        TranscriptUrl = TranscriptUrl,
    };

    private readonly IReadOnlyList<string> WhoWrote(FeedDraft feed)
    {
        if (creators is not null)
            return creators;
        if (authors is not null)
            return authors;
        return (ModuleAuthor ?? authorAddress) is { } author ? [author] : feed.Authors;
    }

    private static void Add(ref List<string>? list, string? value)
    {
        if (value is not null && list?.Contains(value, StringComparer.Ordinal) is not true)
            (list ??= new(1)).Add(value);
    }
}
