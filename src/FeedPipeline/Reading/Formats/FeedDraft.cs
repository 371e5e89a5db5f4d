using FeedPipeline.Documents;

namespace FeedPipeline.Reading.Formats;

/// <summary>A feed while it is being read. The first statement of a value stands; what modules say fills the gaps.</summary>
internal sealed class FeedDraft(ReadingOptions options, ProblemList problems)
{
    private readonly List<FeedItem> items = [];

    public string? Format { get; set; }

    public string? Title { get; set; }

    public string? ModuleTitle { get; set; }

    /// <summary>Atom <c>id</c>: the link of last resort.</summary>
    public string? Id { get; set; }

    public string? Link { get; set; }

    public string? ModuleLink { get; set; }

    public string? Description { get; set; }

    public string? ModuleDescription { get; set; }

    public string? Language { get; set; }

    public StatedDate? Updated { get; set; }

    public StatedDate? ModuleUpdated { get; set; }

    public StatedDate? Published { get; set; }

    public string? Rights { get; set; }

    public TimeSpan? TimeToLive { get; set; }

    /// <summary>Time of <c>sy:updatePeriod</c>.</summary>
    public TimeSpan? UpdatePeriod { get; set; }

    /// <summary>Times per period, <c>sy:updateFrequency</c>.</summary>
    public int? UpdateFrequency { get; set; }

    public List<int> SkippedHours { get; } = [];

    public List<DayOfWeek> SkippedDays { get; } = [];

    public string? SelfUrl { get; set; }

    public List<string> HubUrls { get; } = [];

    public string? NextPageUrl { get; set; }

    public string? PreviousArchiveUrl { get; set; }

    public bool IsArchive { get; set; }

    public string? NewFeedUrl { get; set; }

    /// <summary>The licence of items that name none.</summary>
    public string? LicenseUrl { get; set; }

    /// <summary>People who stand for items without an author of their own.</summary>
    public IReadOnlyList<string> Authors { get; private set; } = [];

    private bool isCut;

    public void Sign((string? Name, string? Address) person) => Sign(person.Name ?? person.Address);

    public void Sign(string? author)
    {
        if (author is not null && !Authors.Contains(author, StringComparer.Ordinal))
            Authors = [.. Authors, author];
    }

    /// <summary>Takes an item. <paramref name="endedIn"/>: the element in which the document ended while it was read; null when it is whole.</summary>
    public void Add(in ItemDraft item, string? endedIn = null)
    {
        if (items.Count < options.MaxItems)
        {
            items.Add(endedIn is null ? item.ToItem(this) : item.ToItem(this) with { CutIn = endedIn });
            return;
        }

        isCut = true;
        problems.Add($"more than {options.MaxItems} items; the rest was left out");
    }

    public FeedDocument ToDocument(bool isComplete) => new()
    {
        Format = Format,
        Title = Title ?? ModuleTitle,
        Link = Link ?? ModuleLink ?? Id,
        Description = Description ?? ModuleDescription,
        Language = Language,
        Updated = Updated ?? ModuleUpdated ?? Published,
        Rights = Rights,
        UpdateInterval = TimeToLive ?? UpdatePeriod / Math.Max(1, UpdateFrequency ?? 1),
        SkippedHours = SkippedHours,
        SkippedDays = SkippedDays,
        SelfUrl = SelfUrl,
        HubUrls = HubUrls,
        NextPageUrl = NextPageUrl,
        PreviousArchiveUrl = PreviousArchiveUrl,
        IsArchive = IsArchive,
        NewFeedUrl = NewFeedUrl,
        Items = items,
        Problems = problems.ToList(),
        IsComplete = isComplete && !isCut,
    };
}
