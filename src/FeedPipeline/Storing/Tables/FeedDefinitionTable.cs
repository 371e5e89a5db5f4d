using FeedPipeline.Feeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedPipeline.Storing.Tables;

/// <summary>A feed as configured. The view <c>feed</c> joins it with how it fares, so that what is written at every poll stays narrow.</summary>
public sealed class FeedDefinition
{
    /// <summary>Never reused.</summary>
    public long Id { get; init; }

    /// <summary>Unique among feeds that are not removed.</summary>
    public required string Name { get; init; }

    /// <summary>Where the document is requested.</summary>
    public required string Url { get; init; }

    /// <summary>The site as the feed links it.</summary>
    public string? SiteUrl { get; init; }

    /// <summary>The feed's own title.</summary>
    public string? Title { get; init; }

    /// <summary>Format of the last document that could be read.</summary>
    public string? Format { get; init; }

    /// <summary>BCP 47, as the feed states it.</summary>
    public string? Language { get; init; }

    /// <summary>As <see cref="Schedule.Parse"/> reads it.</summary>
    public required string Schedule { get; init; }

    /// <summary>Whether article pages are fetched.</summary>
    public FullText FullText { get; init; }

    /// <summary>The operator's labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Set while paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When it was configured.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was removed; its articles and sightings stay, and adding its address again brings it back.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Why its host may show any certificate; null while it must prove itself.</summary>
    public string? TlsException { get; init; }

    /// <summary>What an operator says its items are told apart by; null while that is measured.</summary>
    public string? Identity { get; init; }

    /// <summary>Host of <see cref="Url"/>, by which polls keep their distance.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>Registrable domain of <see cref="Host"/>, as far as it can be told without a list of them.</summary>
    public string Domain { get; init; } = string.Empty;

    /// <summary>How long its articles are kept after the last feed dropped them; null for what goes for all.</summary>
    public TimeSpan? KeepAge { get; init; }

    /// <summary>How many of its articles are kept; null for what goes for all.</summary>
    public int? KeepCount { get; init; }

    /// <summary>As <see cref="QuietHours.Parse"/> reads it; null without.</summary>
    public string? Quiet { get; init; }

    /// <summary>Who answers for it, in the operator's words; null while nobody is named.</summary>
    public string? Owner { get; init; }
}

internal sealed class FeedDefinitionTable : IEntityTypeConfiguration<FeedDefinition>
{
    private const string Host = @"lower(substring(url from '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'))";

    private const string Domain =
        "CASE WHEN " + Host + @" ~ '^[0-9.]+$|\[' THEN " + Host
        + " ELSE COALESCE(substring(" + Host + @" from '[^.]+\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\.[a-z]{2}|[^.]+)$'), " + Host + ") END";

    public void Configure(EntityTypeBuilder<FeedDefinition> builder)
    {
        builder.ToTable("feed_definition", table => table.HasComment("Sources as operators configured them; programs read the view feed."));
        builder.HasKey(feed => feed.Id);
        builder.Property(feed => feed.Id).HasComment("Never reused.");
        builder.Property(feed => feed.Name).HasComment("Unique, chosen by the operator or taken from the feed's title.");
        builder.Property(feed => feed.Url).HasComment("Where the document is requested.");
        builder.Property(feed => feed.SiteUrl).HasComment("The site as the feed links it; null until the first document.");
        builder.Property(feed => feed.Title).HasComment("The feed's own title; null until the first document.");
        builder.Property(feed => feed.Format).HasComment("Format of the last document that could be read.");
        builder.Property(feed => feed.Language).HasComment("BCP 47, as the feed states it.");
        builder.Property(feed => feed.Schedule).HasComment("adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.");
        builder.Property(feed => feed.FullText).AsName().HasComment("auto, always or never.");
        builder.PrimitiveCollection(feed => feed.Tags).HasComment("The operator's labels.");
        builder.Property(feed => feed.PausedAt).HasComment("Set while the operator has paused it.");
        builder.Property(feed => feed.AddedAt).HasDefaultValueSql("now()").HasComment("When it was configured.");
        builder.Property(feed => feed.RemovedAt).HasComment("When it was removed; its articles and sightings stay.");
        builder.Property(feed => feed.TlsException).HasComment("Why its host may show any certificate, in the operator's words; null while it must prove itself.");
        builder.Property(feed => feed.Identity).HasComment("What an operator says its items are told apart by: guid, link, link_date, title_date or text; null while that is measured.");
        builder.Property(feed => feed.Owner).HasComment("Who answers for it, in the operator's words; null while nobody is named.");
        builder.Property(feed => feed.KeepAge).HasComment("How long its articles are kept after the last feed dropped them; null for what goes for all.");
        builder.Property(feed => feed.KeepCount).HasComment("How many of its articles are kept, the newest; null for what goes for all.");
        builder.Property(feed => feed.Quiet).HasComment("Hours in which it is left alone: 22:00-06:00 Europe/Berlin; null without.");
        builder.Property(feed => feed.Host).HasComputedColumnSql(Host, stored: true).HasComment("Host of url, by which polls keep their distance.");
        builder.Property(feed => feed.Domain).HasComputedColumnSql(Domain, stored: true).HasComment("Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.");
        builder.HasIndex(feed => feed.Url).IsUnique().HasDatabaseName("feed_definition_url");
        builder.HasIndex(feed => feed.Name).IsUnique().HasFilter("removed_at IS NULL").HasDatabaseName("feed_definition_name");
    }
}

internal sealed class FeedStatusView : IEntityTypeConfiguration<FeedStatus>
{
    public void Configure(EntityTypeBuilder<FeedStatus> builder)
    {
        builder.ToView("feed");
        builder.HasKey(feed => feed.Id);
    }
}
