using FeedPipeline.Flows;
using FeedPipeline.Storing;
using FeedPipeline.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>The two schedulers: a local one that looks for due feeds, and the clustered one for what only a calendar knows.</summary>
internal static class WorkerServices
{
    /// <summary>Name of the scheduler on PostgreSQL, which all workers share.</summary>
    private const string Cluster = "feedpipeline";

    /// <summary>Where the clustered scheduler keeps its tables.</summary>
    public const string QuartzSchema = "quartz";

    private static readonly TimeSpan ClusterCheckin = TimeSpan.FromMilliseconds(7500);

    /// <summary>What every process needs, whatever its role: the private server is watched, and polls that somebody asked for keep their leases.</summary>
    public static IServiceCollection AddKeeping(this IServiceCollection services) => services.AddHostedService<ServerWatch>().AddHostedService<PollsInHand>();

    /// <summary>All that polls; after <see cref="AddKeeping"/>, because services stop in the opposite order: first the schedulers, then the polls in hand.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services, DatabaseInUse database)
    {
        services.Replace(ServiceDescriptor.Singleton(new Duties(Polls: true)));
        services.AddHostedService<DueListener>();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(3);
            quartz.AddJob<PollDueFeedsJob>(job => job.WithIdentity(PollDueFeedsJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(PollDueFeedsJob.Key).WithIdentity("every second").StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
            quartz.AddJob<ReadDuePagesJob>(job => job.WithIdentity(ReadDuePagesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(ReadDuePagesJob.Key).WithIdentity("every two seconds").StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(2)).RepeatForever()));
            quartz.AddJob<DeliverChangesJob>(job => job.WithIdentity(DeliverChangesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(DeliverChangesJob.Key).WithIdentity("deliver every second").StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
        });
        services.AddQuartz(Cluster, quartz =>
        {
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(Npgsql.NpgsqlFactory.Instance, FeedPipelineDatabase.QuartzConnection(database.ConnectionString, QuartzSchema));
                store.ProvisionSchema();
                store.UseClustering(cluster => cluster.CheckinInterval = ClusterCheckin);
            });
            quartz.AddSchedulerListener<SignOff>();
            quartz.AddJob<MarkDueJob>(job => job.WithIdentity(MarkDueJob.Key).StoreDurably());
            quartz.AddJob<FollowCronSchedulesJob>(job => job.WithIdentity(FollowCronSchedulesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(FollowCronSchedulesJob.Key).WithIdentity("follow cron schedules")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            quartz.AddJob<PrunePollsJob>(job => job.WithIdentity(PrunePollsJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(PrunePollsJob.Key).WithIdentity("prune polls").WithCronSchedule("0 17 3 * * ?"));
            quartz.AddJob<PruneArticlesJob>(job => job.WithIdentity(PruneArticlesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(PruneArticlesJob.Key).WithIdentity("prune articles").WithCronSchedule("0 47 3 * * ?"));
            quartz.AddJob<AskHubsJob>(job => job.WithIdentity(AskHubsJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(AskHubsJob.Key).WithIdentity("ask hubs").WithCronSchedule("0 * * * * ?"));
            quartz.AddJob<TellEventsJob>(job => job.WithIdentity(TellEventsJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(TellEventsJob.Key).WithIdentity("tell events")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(10)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            quartz.AddJob<SearchNewPlacesJob>(job => job.WithIdentity(SearchNewPlacesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(SearchNewPlacesJob.Key).WithIdentity("search new places").WithCronSchedule("0 23 * * * ?"));
            quartz.AddJob<TellStoriesJob>(job => job.WithIdentity(TellStoriesJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(TellStoriesJob.Key).WithIdentity("tell stories").WithCronSchedule("30 * * * * ?"));
            quartz.AddJob<PruneArchiveJob>(job => job.WithIdentity(PruneArchiveJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(PruneArchiveJob.Key).WithIdentity("prune archive").WithCronSchedule("0 41 * * * ?"));
            quartz.AddJob<TurnCopyGenerationsJob>(job => job.WithIdentity(TurnCopyGenerationsJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(TurnCopyGenerationsJob.Key).WithIdentity("turn copy generations").WithCronSchedule("0 29 * * * ?"));
            quartz.AddJob<RestoreCopyKeysJob>(job => job.WithIdentity(RestoreCopyKeysJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(RestoreCopyKeysJob.Key).WithIdentity("restore copy keys").WithCronSchedule("30 * * * * ?"));
            quartz.AddJob<FillSearchJob>(job => job.WithIdentity(FillSearchJob.Key));
            quartz.AddTrigger(trigger => trigger.ForJob(FillSearchJob.Key).WithIdentity("fill search").WithCronSchedule("15 * * * * ?"));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddQuartzHostedService(Cluster, options => options.WaitForJobsToComplete = true);
        return services;
    }
}
