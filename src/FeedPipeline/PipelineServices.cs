using FeedPipeline.Configuring;
using FeedPipeline.Deduplicating;
using FeedPipeline.Deduplicating.Stories;
using FeedPipeline.Documents;
using FeedPipeline.Extracting;
using FeedPipeline.Fetching;
using FeedPipeline.Flows;
using FeedPipeline.Flows.Applying;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Normalizing;
using FeedPipeline.Polling;
using FeedPipeline.Publishing;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Reading;
using FeedPipeline.Steps;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using FeedPipeline.Storing.Backups;
using FeedPipeline.Storing.Changes;
using FeedPipeline.Storing.Copies;
using FeedPipeline.Storing.Documents;
using FeedPipeline.Storing.Feeds;
using FeedPipeline.Storing.Keys;
using FeedPipeline.Storing.Operators;
using FeedPipeline.Storing.Overviews;
using FeedPipeline.Storing.Pages;
using FeedPipeline.Storing.Polls;
using FeedPipeline.Storing.PrivateServer;
using FeedPipeline.Storing.Push;
using FeedPipeline.Storing.Search;
using FeedPipeline.Storing.Stories;
using FeedPipeline.Storing.Webhooks;
using FeedPipeline.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FeedPipeline;

/// <summary>The only wiring.</summary>
public static class PipelineServices
{
    /// <summary>Every option of the pipeline, from the section named like its deed, checked at start.</summary>
    public static IServiceCollection AddFeedPipelineOptions(this IServiceCollection services) => services
        .AddSectionOptions<FetchingOptions>("Fetching")
        .AddSectionOptions<WebSubOptions>("WebSub")
        .AddSectionOptions<DiscoveryOptions>("Discovery")
        .AddSectionOptions<ReadingOptions>("Reading")
        .AddSectionOptions<ExtractingOptions>("Extracting")
        .AddSectionOptions<PollingOptions>("Polling")
        .AddSectionOptions<DeduplicatingOptions>("Deduplicating")
        .AddSectionOptions<StoryOptions>("Stories")
        .AddSectionOptions<StoringOptions>("Storing")
        .AddSectionOptions<ArchiveOptions>("Archive")
        .AddSectionOptions<SecretsOptions>("Secrets")
        .AddSectionOptions<WatchingOptions>("Watching")
        .AddSectionOptions<ChangesOptions>("Changes")
        .AddSectionOptions<WebhookOptions>("Webhooks")
        .AddSectionOptions<PrivateServerOptions>("PrivateServer");

    private static PageRules Rules(ExtractingOptions options)
    {
        if (options.Rules is not { } path)
            return PageRules.None;
        try
        {
            return RulesFile.Parse(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException("Extracting", typeof(ExtractingOptions), [$"Extracting:Rules is {path}: {wrong.Message}"]);
        }
    }

    /// <summary>The pipeline on this database.</summary>
    public static IServiceCollection AddFeedPipeline(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddFeedPipelineOptions();

        services.AddSingleton(provider => FeedPipelineDatabase.Open(connectionString, provider.GetRequiredService<IOptions<StoringOptions>>().Value));
        services.AddPooledDbContextFactory<FeedPipelineDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        services.AddSingleton<Schema>();
        services.AddSingleton<FeedStore>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<DueFeeds>();
        services.AddSingleton(provider => Copies.Judge(provider.GetRequiredService<IOptions<DeduplicatingOptions>>().Value));
        services.AddSingleton<PollStore>();
        services.AddSingleton<ParameterStore>();
        services.AddSingleton<CopyGenerations>();
        services.AddSingleton<CopyKeys>();
        services.AddSingleton<PollRetention>();
        services.AddSingleton<ArticleRetention>();
        services.AddSingleton<LogRetention>();
        services.AddSingleton<DatabaseBackup>();
        services.AddSingleton<DocumentArchive>();
        services.AddSingleton<PushStore>();
        services.AddSingleton<DeadFeeds>();
        services.AddSingleton<HostReport>();
        services.AddSingleton<DueNotices>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<ChangeNotices>();
        services.AddSingleton<ChangeWait>();
        services.AddSingleton<ChangeRetention>();
        services.AddSingleton<ConsumerStore>();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<DeadLetterStore>();

        services.AddSingleton(provider => FetchingClient.Create(provider.GetRequiredService<IOptions<FetchingOptions>>().Value));
        services.AddSingleton<PoliteClient>();
        services.AddSingleton<NetworkWatch>();
        services.AddSingleton<FeedFetcher>();
        services.AddSingleton<HubClient>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<FeedPages>();
        services.AddSingleton<Naming>();
        services.AddSingleton<DocumentTraces>();
        services.AddSingleton<PageFetcher>();
        services.AddSingleton<PictureFetcher>();
        services.AddSingleton<PollCompletion>();
        services.AddSingleton<Pipeline>();
        services.AddSingleton(provider => Rules(provider.GetRequiredService<IOptions<ExtractingOptions>>().Value));
        services.AddSingleton<DeclarationStore>();
        services.AddSingleton<RuleBook>();
        services.AddSingleton<Declaring>();
        services.AddSingleton<PageStore>();
        services.AddSingleton<FurnitureStore>();
        services.AddSingleton<PageReader>();
        services.AddSingleton<FullTexts>();
        services.AddSingleton<ArticleMerges>();
        services.AddSingleton<ArticleReasons>();
        services.AddSingleton<SearchStore>();
        services.AddSingleton<ArticlePages>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<OperatorStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ProtectionKeys>();
        services.AddSingleton<Overview>();
        services.AddSingleton<FeedList>();
        services.AddSingleton<FeedDays>();
        services.AddSingleton(_ => new ArticleFormats(SeedText.Write, SanitisedHtml.Of));
        services.AddSingleton<StoryStore>();
        services.AddSingleton<StoryTeller>();
        services.AddSingleton<PageReplay>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<BacklogReport>();
        services.AddSingleton<FreshnessReport>();
        services.AddSingleton<EventTeller>();
        services.TryAddSingleton(new Duties(Polls: false));
        services.AddSingleton<Readiness>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<NewPlaces>();
        services.AddSingleton<Subscriber>();
        services.AddSingleton<FeedChanges>();
        services.AddSingleton<ArticlePreviews>();
        services.AddSingleton<FeedCheck>();
        services.AddSingleton<Releases>();
        services.AddSingleton<Replay>();
        services.AddSingleton<PushReceiver>();
        services.AddSingleton<HubSubscriber>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookTurn>();
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<DeadLetterRetry>();
        return services;
    }
}
