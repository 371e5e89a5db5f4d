using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class HostTurnsTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public async Task Two_requests_to_one_host_start_a_pause_apart()
    {
        using var turns = new HostTurns(new() { HostDelay = TimeSpan.FromSeconds(5) }, clock);
        using var first = await turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None);

        var second = turns.WaitAsync("A.example", TimeSpan.Zero, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task A_host_has_so_many_requests_at_a_time_and_other_hosts_do_not_wait_for_it()
    {
        using var turns = new HostTurns(new() { PerHost = 1, HostDelay = TimeSpan.Zero }, clock);
        var first = await turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None);

        var second = turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None);
        using var other = await turns.WaitAsync("b.example", TimeSpan.Zero, CancellationToken.None);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task All_hosts_together_have_so_many_requests_at_a_time()
    {
        using var turns = new HostTurns(new() { Concurrency = 1 }, clock);
        var first = await turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None);

        var second = turns.WaitAsync("b.example", TimeSpan.Zero, CancellationToken.None);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task Hosts_are_forgotten_when_their_pause_is_over()
    {
        using var turns = new HostTurns(new() { HostDelay = TimeSpan.FromSeconds(1) }, clock);
        for (var host = 0; host < 100; host++)
            (await turns.WaitAsync($"{host}.example", TimeSpan.Zero, CancellationToken.None)).Dispose();
        Assert.Equal(100, turns.Remembered);

        clock.Advance(TimeSpan.FromSeconds(1));
        (await turns.WaitAsync("last.example", TimeSpan.Zero, CancellationToken.None)).Dispose();

        Assert.Equal(1, turns.Remembered);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_turn_to_the_next()
    {
        using var turns = new HostTurns(new() { PerHost = 1, HostDelay = TimeSpan.Zero }, clock);
        using var impatient = new CancellationTokenSource();
        var first = await turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None);

        var second = turns.WaitAsync("a.example", TimeSpan.Zero, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);
        first.Dispose();

        (await turns.WaitAsync("a.example", TimeSpan.Zero, CancellationToken.None)).Dispose();
    }
}
