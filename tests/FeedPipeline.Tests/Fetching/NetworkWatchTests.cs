using FeedPipeline.Fetching;
using FeedPipeline.Polls;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Tests.Fetching;

public sealed class NetworkWatchTests
{
    private readonly FakeClock clock = new();
    private readonly NetworkWatch network;

    public NetworkWatchTests() => network = new(Options.Create(new FetchingOptions()), clock);

    [Fact]
    public void When_nearly_every_host_fails_the_network_is_down()
    {
        Fail(9);
        Assert.False(network.IsDown);

        Fail(10);

        Assert.True(network.IsDown);
        Assert.Equal(1, network.Allowed(64));
    }

    [Fact]
    public void One_host_with_many_feeds_proves_nothing()
    {
        for (var feed = 0; feed < 1000; feed++)
            network.Note("dead.example", PollOutcome.ConnectTimeout);

        Assert.False(network.IsDown);
    }

    [Fact]
    public void Hosts_that_answer_speak_against_an_outage()
    {
        for (var host = 0; host < 10; host++)
            network.Note($"alive{host}.example", PollOutcome.Http5xx);
        Fail(20);

        Assert.False(network.IsDown);
    }

    [Fact]
    public void What_this_machine_serves_itself_proves_nothing_of_the_network()
    {
        for (var host = 1; host <= 10; host++)
            network.Note($"127.0.0.{host}", null);
        Fail(10);
        Assert.True(network.IsDown);

        clock.Advance(TimeSpan.FromSeconds(16));
        network.Note("127.0.0.1", null);
        Assert.True(network.IsDown);
        network.Note("back.example", null);
        Assert.False(network.IsDown);
    }

    [Fact]
    public void Polling_resumes_gently()
    {
        Fail(10);
        network.Note("back.example", null);
        Assert.True(network.IsDown);

        clock.Advance(TimeSpan.FromSeconds(16));
        network.Note("back.example", null);

        Assert.False(network.IsDown);
        Assert.Equal(2, network.Allowed(64));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(8, network.Allowed(64));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(64, network.Allowed(64));
    }

    [Fact]
    public void A_network_that_stays_down_is_tried_again_and_again()
    {
        Fail(10);
        clock.Advance(TimeSpan.FromSeconds(16));
        network.Note("one.example", PollOutcome.DnsError);
        Assert.True(network.IsDown);

        clock.Advance(TimeSpan.FromSeconds(16));
        network.Note("one.example", null);

        Assert.False(network.IsDown);
    }

    private void Fail(int hosts)
    {
        for (var host = 0; host < hosts; host++)
            network.Note($"dead{host}.example", PollOutcome.DnsError);
    }
}
