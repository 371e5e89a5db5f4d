using FeedPipeline.Fetching;
using FeedPipeline.Storing.Push;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Flows;

/// <summary>Asks hubs to tell of news, and asks again before they stop. They answer at the callback, to <see cref="PushReceiver"/>.</summary>
public sealed class HubSubscriber(PushStore pushes, HubClient hubs, IOptions<WebSubOptions> webSub)
{
    /// <summary>Asks all that is due, one after the other, as many as may be asked in a minute; returns how many took the request.</summary>
    public async Task<int> AskAsync(CancellationToken stop)
    {
        if (!webSub.Value.IsOn)
            return 0;

        var taken = 0;
        for (var asked = 0; asked < webSub.Value.AskedAMinute; asked++)
        {
            // One at a time: what is taken and then not asked, because the process dies, waits for its next try.
            if (await pushes.TakeDueAsync(1, stop) is not [var push])
                break;
            if (await hubs.SubscribeAsync(push, stop) is { } problem)
                await pushes.FailedAsync(push, problem, stop);
            else
                taken++;
        }

        return taken;
    }
}
