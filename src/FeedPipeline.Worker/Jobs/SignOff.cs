using FeedPipeline.Storing;
using Npgsql;
using Quartz;

namespace FeedPipeline.Worker.Jobs;

/// <summary>
/// Takes a worker that stops off the list of the cluster, which Quartz leaves to the others:
/// they would take every clean stop for a crash, and warn of it.
/// </summary>
internal sealed class SignOff(NpgsqlDataSource database) : ISchedulerListener
{
    /// <summary>The last that a scheduler does. A worker that left a job behind stays listed, so that the others look after it.</summary>
    public async ValueTask SchedulerShutdown(IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand($"""
                DELETE FROM {WorkerServices.QuartzSchema}.qrtz_scheduler_state AS worker WHERE sched_name = $1 AND instance_name = $2 AND NOT EXISTS
                    (SELECT FROM {WorkerServices.QuartzSchema}.qrtz_fired_triggers AS fired WHERE fired.sched_name = worker.sched_name AND fired.instance_name = worker.instance_name)
                """);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scheduler.SchedulerName });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scheduler.SchedulerInstanceId });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception away) when (FeedPipelineDatabase.IsAway(away))
        {
            // As after a crash, the others find out by themselves.
        }
    }
}
