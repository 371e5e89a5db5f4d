using FeedPipeline.Consumers;

namespace FeedPipeline.Storing.Changes;

/// <summary>Reads the change log, and waits for more where there is nothing.</summary>
public sealed class ChangeWait(ChangeLog log, ChangeNotices notices, TimeProvider clock)
{
    /// <summary>A notice can be lost with its connection; so often it is looked anyway.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);

    /// <summary>The next changes; empty when none came in time.</summary>
    public async Task<ChangePage> ReadAsync(ChangeRequest request, TimeSpan atMost, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var left = atMost - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return await log.ReadAsync(request, stop);
            var notice = await notices.NextAsync(stop);
            if (await log.ReadAsync(request, stop) is var page && (page.Changes.Count > 0 || page.Refusal is not null))
                return page;
            try
            {
                await notice.WaitAsync(left < LookAnyway ? left : LookAnyway, clock, stop);
            }
            catch (TimeoutException)
            {
                continue;
            }
        }
    }
}
