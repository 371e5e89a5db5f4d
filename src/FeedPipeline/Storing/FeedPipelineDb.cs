using FeedPipeline.Articles;
using FeedPipeline.Consumers;
using FeedPipeline.Documents;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polls;
using FeedPipeline.Stories;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Storing.Search;
using FeedPipeline.Storing.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FeedPipeline.Storing;

/// <summary>The tables, for reading with LINQ. Polls are written by <see cref="PollStore"/>, feeds by <see cref="FeedStore"/>.</summary>
public sealed class FeedPipelineDb(DbContextOptions<FeedPipelineDb> options) : DbContext(options)
{
    /// <summary>Feeds with how they fare, removed ones left out.</summary>
    public DbSet<FeedStatus> FeedStatuses => Set<FeedStatus>();

    /// <summary>Feeds as configured, removed ones included.</summary>
    public DbSet<FeedDefinition> FeedDefinitions => Set<FeedDefinition>();

    /// <summary>Rules for pages that a file declared.</summary>
    internal DbSet<StoredPageRule> PageRules => Set<StoredPageRule>();

    /// <summary>Due times and leases.</summary>
    internal DbSet<FeedSchedule> FeedSchedules => Set<FeedSchedule>();

    /// <summary>What the last document left behind.</summary>
    internal DbSet<FeedMemory> FeedMemories => Set<FeedMemory>();

    /// <summary>The article table.</summary>
    public DbSet<StoredArticle> Articles => Set<StoredArticle>();

    /// <summary>What identifies an article.</summary>
    internal DbSet<StoredArticleKey> ArticleKeys => Set<StoredArticleKey>();

    /// <summary>Words of articles, for full-text search.</summary>
    public DbSet<SearchedText> SearchedTexts => Set<SearchedText>();

    /// <summary>Who may use the API.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Browsers that are signed in to the console.</summary>
    public DbSet<OperatorSession> OperatorSessions => Set<OperatorSession>();

    /// <summary>Earlier states of articles.</summary>
    public DbSet<Revision> Revisions => Set<Revision>();

    /// <summary>Articles seen in feeds.</summary>
    public DbSet<Sighting> Sightings => Set<Sighting>();

    /// <summary>The change log.</summary>
    public DbSet<Change> Changes => Set<Change>();

    /// <summary>Programs that follow the change log.</summary>
    public DbSet<Consumer> Consumers => Set<Consumer>();

    /// <summary>Addresses that are told of changes.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>Changes that webhooks did not take.</summary>
    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    /// <summary>Why articles were said to be copies of one another, or to share words.</summary>
    public DbSet<StoredLikeness> Likenesses => Set<StoredLikeness>();

    /// <summary>Articles that an operator said are no copies of one another.</summary>
    public DbSet<KeptApart> KeptApart => Set<KeptApart>();

    /// <summary>Attempts to fetch.</summary>
    public DbSet<Poll> Polls => Set<Poll>();

    /// <summary>What operators should know.</summary>
    public DbSet<Event> Events => Set<Event>();

    /// <summary>Items kept out of the article table.</summary>
    public DbSet<Quarantined> Quarantine => Set<Quarantined>();

    /// <summary>Articles whose page is still to be read, or was given up.</summary>
    public DbSet<PageDue> PagesDue => Set<PageDue>();

    /// <summary>Paragraphs that recur on pages of one site.</summary>
    public DbSet<SiteFurniture> Furniture => Set<SiteFurniture>();

    /// <summary>Articles about the same event.</summary>
    public DbSet<Story> Stories => Set<Story>();

    /// <summary>Articles that were put into a thread.</summary>
    internal DbSet<StoryReportRow> StoryReports => Set<StoryReportRow>();

    /// <summary>What operators merged.</summary>
    public DbSet<ArticleMerge> ArticleMerges => Set<ArticleMerge>();

    /// <summary>Merges and splits of stories.</summary>
    public DbSet<StoryLogEntry> StoryLog => Set<StoryLogEntry>();

    /// <summary>Query parameters, host by host, and what was seen of them.</summary>
    public DbSet<UrlParameter> UrlParameters => Set<UrlParameter>();

    /// <summary>The document archive.</summary>
    internal DbSet<ArchivedDocument> Documents => Set<ArchivedDocument>();

    /// <summary>Hubs that tell of feeds' news.</summary>
    internal DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    /// <summary>Addresses that feeds had and have.</summary>
    public DbSet<FeedAddress> FeedAddresses => Set<FeedAddress>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new FeedDefinitionTable());
        modelBuilder.ApplyConfiguration(new FeedStatusView());
        modelBuilder.ApplyConfiguration(new FeedScheduleTable());
        modelBuilder.ApplyConfiguration(new FeedMemoryTable());
        modelBuilder.ApplyConfiguration(new FeedAddressTable());
        modelBuilder.ApplyConfiguration(new FeedCredentialTable());
        modelBuilder.ApplyConfiguration(new HostTable());
        modelBuilder.ApplyConfiguration(new ArticleTable());
        modelBuilder.ApplyConfiguration(new ArticleKeyTable());
        modelBuilder.ApplyConfiguration(new ArticleSearchTable());
        modelBuilder.ApplyConfiguration(new ApiKeyTable());
        modelBuilder.ApplyConfiguration(new OperatorTable());
        modelBuilder.ApplyConfiguration(new OperatorLinkTable());
        modelBuilder.ApplyConfiguration(new OperatorSessionTable());
        modelBuilder.ApplyConfiguration(new ProtectionKeyTable());
        modelBuilder.ApplyConfiguration(new RevisionTable());
        modelBuilder.ApplyConfiguration(new SightingTable());
        modelBuilder.ApplyConfiguration(new ChangeTable());
        modelBuilder.ApplyConfiguration(new ChangeCommitTable());
        modelBuilder.ApplyConfiguration(new ChangeLogTable());
        modelBuilder.ApplyConfiguration(new ConsumerTable());
        modelBuilder.ApplyConfiguration(new WebhookTable());
        modelBuilder.ApplyConfiguration(new DeadLetterTable());
        modelBuilder.ApplyConfiguration(new LikenessTable());
        modelBuilder.ApplyConfiguration(new KeptApartTable());
        modelBuilder.ApplyConfiguration(new PollTable());
        modelBuilder.ApplyConfiguration(new EventTable());
        modelBuilder.ApplyConfiguration(new QuarantineTable());
        modelBuilder.ApplyConfiguration(new PageDueTable());
        modelBuilder.ApplyConfiguration(new FurnitureTable());
        modelBuilder.ApplyConfiguration(new ArticleMergeTable());
        modelBuilder.ApplyConfiguration(new StoryTable());
        modelBuilder.ApplyConfiguration(new StoryThreadTable());
        modelBuilder.ApplyConfiguration(new StoryTermTable());
        modelBuilder.ApplyConfiguration(new StoryReportTable());
        modelBuilder.ApplyConfiguration(new StoryWordTable());
        modelBuilder.ApplyConfiguration(new StoryLogTable());
        modelBuilder.ApplyConfiguration(new UrlParameterTable());
        modelBuilder.ApplyConfiguration(new PageCanonicalTable());
        modelBuilder.ApplyConfiguration(new DocumentTable());
        modelBuilder.ApplyConfiguration(new WebSubSubscriptionTable());
        modelBuilder.ApplyConfiguration(new PageRuleTable());
        modelBuilder.HasDbFunction(() => Part("", "", 1)).HasName("split_part").IsBuiltIn();
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            NameColumns(entity, 0);
            entity.FindPrimaryKey()?.SetName($"{entity.GetTableName()}_pkey");
        }
    }

    /// <summary>One of the parts into which <paramref name="separator"/> cuts a text, from 1; only in queries.</summary>
    internal static string Part(string text, string separator, int number) => throw new InvalidOperationException("only PostgreSQL knows split_part");

    /// <summary>snake_case names, and columns in the order in which the C# type declares them. Returns the next free place.</summary>
    private static int NameColumns(IMutableTypeBase type, int place)
    {
        var members = type.GetProperties().Cast<IMutablePropertyBase>().Concat(type.GetComplexProperties());
        foreach (var member in members.OrderBy(member => member.PropertyInfo?.MetadataToken))
        {
            if (member is IMutableComplexProperty part)
            {
                place = NameColumns(part.ComplexType, place);
                continue;
            }

            var property = (IMutableProperty)member;
            property.SetColumnOrder(place++);
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                property.SetColumnName(TableNaming.Instance.ConvertName(property.Name));
        }

        return place;
    }
}
