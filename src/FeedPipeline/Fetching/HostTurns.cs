namespace FeedPipeline.Fetching;

/// <summary>Politeness within this process: so many requests at a time, over all hosts and per host, and a pause between two to one host.</summary>
internal sealed class HostTurns(FetchingOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim slots = new(options.Concurrency);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Host> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<(Host Host, DateTimeOffset Until)> idle = new();

    /// <summary>Hosts that are remembered: in use, or asked less than the pause ago.</summary>
    public int Remembered
    {
        get
        {
            lock (gate)
                return hosts.Count;
        }
    }

    /// <summary>Completes when it is this request's turn; disposing what it returns ends the turn.</summary>
    /// <remarks>A host may ask for a longer pause than ours; the longer one counts.</remarks>
    public async ValueTask<IDisposable> WaitAsync(string name, TimeSpan delay, CancellationToken stop)
    {
        var host = Enter(name);
        var turn = new Turn(this, host);
        try
        {
            await host.Slots.WaitAsync(stop);
            turn.HoldsHost = true;
            // The host comes first, so that a queue before one host takes no slot from the others.
            await slots.WaitAsync(stop);
            turn.HoldsSlot = true;
            var pause = Book(host, delay > options.HostDelay ? delay : options.HostDelay);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, clock, stop);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private Host Enter(string name)
    {
        lock (gate)
        {
            Forget();
            if (!hosts.TryGetValue(name, out var host))
                hosts.Add(name, host = new Host(name, new SemaphoreSlim(options.PerHost)));
            host.Users++;
            return host;
        }
    }

    private TimeSpan Book(Host host, TimeSpan delay)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var start = host.NextStart > now ? host.NextStart : now;
            host.NextStart = start + delay;
            return start - now;
        }
    }

    private void Leave(Host host)
    {
        lock (gate)
        {
            if (--host.Users == 0)
                idle.Enqueue((host, host.NextStart));
            Forget();
        }
    }

    // The pause is the same for nearly all, so the queue is in order of time, near enough. A host that was used again has a later row.
    private void Forget()
    {
        var now = clock.GetUtcNow();
        while (idle.TryPeek(out var oldest) && oldest.Until <= now)
        {
            idle.Dequeue();
            if (oldest.Host.Users == 0 && oldest.Host.NextStart <= now)
                ((ICollection<KeyValuePair<string, Host>>)hosts).Remove(new(oldest.Host.Name, oldest.Host));
        }
    }

    private sealed class Host(string name, SemaphoreSlim slots)
    {
        public string Name { get; } = name;

        public SemaphoreSlim Slots { get; } = slots;

        public int Users { get; set; }

        public DateTimeOffset NextStart { get; set; }
    }

    private sealed class Turn(HostTurns turns, Host host) : IDisposable
    {
        public bool HoldsHost { get; set; }

        public bool HoldsSlot { get; set; }

        public void Dispose()
        {
            if (HoldsSlot)
                turns.slots.Release();
            if (HoldsHost)
                host.Slots.Release();
            turns.Leave(host);
        }
    }
}
