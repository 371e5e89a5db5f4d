using FeedPipeline.Stories;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Storing.Stories;

/// <summary>Which stories a listing is about; those with the latest news come first, those merged into others are left out.</summary>
public sealed record StoryQuery
{
    /// <summary>Primary language subtag.</summary>
    public string? Language { get; init; }

    /// <summary>With news since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only what follows this story in the listing.</summary>
    public ListPlace? After { get; init; }

    /// <summary>The stories meant, in order.</summary>
    public IQueryable<Story> Apply(IQueryable<Story> stories)
    {
        stories = stories.Where(story => story.MergedInto == null && story.ArticleCount > 1);
        if (Language is { } language)
            stories = stories.Where(story => story.Language == language);
        if (Since?.ToUniversalTime() is { } since)
            stories = stories.Where(story => story.LastAt >= since);
        if (After is var (lastAt, id))
            stories = stories.Where(story => EF.Functions.LessThan(ValueTuple.Create(story.LastAt, story.Id), ValueTuple.Create(lastAt, id)));
        return stories.OrderByDescending(story => story.LastAt).ThenByDescending(story => story.Id);
    }
}
