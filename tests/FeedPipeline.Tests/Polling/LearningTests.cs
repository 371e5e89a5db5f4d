using FeedPipeline.Feeds;
using FeedPipeline.Polling;

namespace FeedPipeline.Tests.Polling;

public sealed class LearningTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_quiet_poll_changes_nothing()
    {
        var pulse = Learned(days: 3, every: 30, [6 * 60]);

        Assert.Same(pulse, Learning.After(pulse, Begin.AddDays(3), Begin.AddDays(3.5), news: 0, []));
    }

    [Fact]
    public void A_pulse_is_the_same_after_it_was_stored()
    {
        var pulse = Learned(days: 8, every: 45, [6 * 60, 17 * 60]);
        var bytes = pulse.ToBytes();

        Assert.InRange(bytes.Length, 1, 200);
        Assert.Equal(bytes, Pulse.FromBytes(bytes)!.ToBytes());
        Assert.Equal(pulse.Items, Pulse.FromBytes(bytes)!.Items, 1e-3);
        Assert.Equal(pulse.At, Pulse.FromBytes(bytes)!.At);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(5000)]
    public void What_is_no_pulse_is_learned_anew(int length) => Assert.Null(Pulse.FromBytes(new byte[length]));

    [Theory]
    [InlineData(6 * 60)]
    [InlineData(13 * 60 + 20)]
    [InlineData(22 * 60 + 52)]
    public void Who_publishes_all_at_one_time_is_polled_after_it_as_exactly_as_it_was_seen(int minute)
    {
        var pulse = Learned(days: 12, every: 25, [minute]);
        var published = Begin.AddDays(12).AddMinutes(minute);
        var (at, polls) = (published.AddMinutes(-60), 0);
        for (; at < published; polls++)
            at += Rest.After(new Sight(pulse, TimeSpan.FromMinutes(25), News: 0, Listed: 20, IsGap: false), at, null, new PollingOptions()).For;

        Assert.InRange((at - published).TotalMinutes, 0, 25);
        Assert.InRange(polls, 1, 8);
    }

    [Fact]
    public void Nights_are_left_alone()
    {
        var pulse = Learned(days: 7, every: 20, [.. Enumerable.Range(0, 12).Select(hour => (8 * 60) + (hour * 60) + (hour * 7 % 60))], items: 1);

        Assert.True(At(23) > At(11) * 2, $"{At(23)} at night, {At(11)} by day");

        TimeSpan At(int hour) =>
            Rest.After(new Sight(pulse, TimeSpan.FromMinutes(20), News: 0, Listed: 20, IsGap: false), Begin.AddDays(7).AddHours(hour), null, new PollingOptions()).For;
    }

    [Theory]
    [InlineData(10, 9, 60, 34)]
    [InlineData(10, 10, 60, 30)]
    [InlineData(20, 20, 20, 10)]
    public void Little_overlap_shortens_the_interval(int listed, int news, int passed, int most)
    {
        var pulse = Learned(days: 5, every: 60, [6 * 60]);

        var rest = Rest.After(new Sight(pulse, TimeSpan.FromMinutes(passed), news, listed, IsGap: false), Begin.AddDays(5), null, new PollingOptions());

        Assert.InRange(rest.For.TotalMinutes, 5, most);
    }

    [Theory]
    [InlineData(10, 8, 14)]
    [InlineData(30, 20, 34)]
    [InlineData(2, 5, 5)]
    public void A_target_shortens_the_interval_by_day_but_never_below_the_shortest(int target, int least, int most)
    {
        var pulse = Learned(days: 7, every: 20, [.. Enumerable.Range(0, 12).Select(hour => (8 * 60) + (hour * 60) + (hour * 7 % 60))], items: 1);

        var rest = Rest.After(
            new Sight(pulse, TimeSpan.FromMinutes(20), News: 0, Listed: 20, IsGap: false), Begin.AddDays(7).AddHours(11), TimeSpan.FromMinutes(target), new PollingOptions());

        Assert.InRange(rest.For.TotalMinutes, least, most);
    }

    [Fact]
    public void Bounds_are_kept_whatever_was_learned()
    {
        var random = new Random(1);
        var options = new PollingOptions { MinInterval = TimeSpan.FromMinutes(3), MaxInterval = TimeSpan.FromHours(7) };
        var (pulse, at) = (Learning.Begin(Begin), Begin);
        for (var poll = 0; poll < 2000; poll++)
        {
            var passed = TimeSpan.FromSeconds(random.Next(1, random.Next(2, 200_000)));
            var (listed, news) = (random.Next(0, 100), random.Next(4) == 0 ? random.Next(0, 100) : 0);
            pulse = Learning.After(pulse, at, at + passed, news, [.. Enumerable.Range(0, random.Next(0, news + 1)).Select(_ => at.AddSeconds(random.Next(-100_000, 200_000)))]);
            at += passed;

            Assert.InRange(Rest.After(new Sight(pulse, passed, news, listed, IsGap: false), at, null, options).For, options.MinInterval, options.MaxInterval);
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(3000)]
    public void The_price_finds_the_budget(double budget)
    {
        var price = new RequestPrice(2);
        for (var hour = 0; hour < 24 * 14; hour++)
            price = price.After(Requests(price), budget);

        Assert.InRange(Requests(price), budget * 0.95, budget * 1.05);

        static double Requests(RequestPrice price) => 500 / Math.Pow(price.Price, 2.0 / 3);
    }

    [Fact]
    public void Dates_of_the_first_document_tell_as_much_as_two_weeks_of_polls()
    {
        var at = Begin.AddDays(14);

        var pulse = Learning.First(at, at, [.. Enumerable.Range(0, 14).SelectMany(day => Enumerable.Range(0, 6).Select(item => Begin.AddDays(day).AddMinutes((13 * 60) + 20 + (item / 3.0))))]);

        var (next, polls) = (at, 0);
        for (; next < at.AddMinutes((13 * 60) + 22); polls++)
            next += Rest.After(new Sight(pulse, TimeSpan.FromMinutes(25), News: 0, Listed: 20, IsGap: false), next, null, new PollingOptions()).For;
        Assert.InRange((next - at).TotalMinutes, (13 * 60) + 22, (13 * 60) + 30);
        Assert.InRange(polls, 1, 8);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-90, false)]
    [InlineData(90, false)]
    public void Whose_dates_lie_outside_the_polls_they_must_lie_between_is_not_asked_for_dates(int minutes, bool isBelieved)
    {
        var pulse = Learning.Begin(Begin);
        for (var hour = 0; hour < 24 * 5; hour++)
            pulse = Learning.After(pulse, Begin.AddHours(hour), Begin.AddHours(hour + 1), news: 1, [Begin.AddHours(hour).AddMinutes(21 + minutes)]);

        var marks = pulse.Shares.Slice(Pulse.Slots, Pulse.Marks).ToArray();
        Assert.Equal(isBelieved, marks[10] > 10 * marks[20]);
    }

    [Fact]
    public void A_feed_that_was_seen_to_fill_its_document_in_an_hour_is_not_left_alone_for_one()
    {
        var at = Begin.AddDays(14);
        DateTimeOffset[] spread = [.. Enumerable.Range(1, 10).Select(item => at.AddDays(-item).AddHours(-7 * item))];
        DateTimeOffset[] run = [.. Enumerable.Range(1, 10).Select(item => at.AddDays(-2).AddMinutes(-4 * item))];

        Assert.True(After(run) * 2 < After(spread), $"{After(run)} in a run, {After(spread)} one by one");
        Assert.True(After(run) < TimeSpan.FromMinutes(40), $"{After(run)} in a run");

        TimeSpan After(DateTimeOffset[] dates) =>
            Rest.After(new Sight(Learning.First(at, at, dates), TimeSpan.Zero, News: 0, Listed: 10, IsGap: false), at, null, new PollingOptions()).For;
    }

    [Fact]
    public void A_run_is_followed_while_it_lasts()
    {
        var at = Begin.AddDays(14);
        DateTimeOffset[] runs = [.. Enumerable.Range(0, 5).SelectMany(run => Enumerable.Range(0, 12).Select(item => at.AddDays(-1 - run).AddHours(5 * run).AddMinutes((4 * item) - 300)))];
        var pulse = Learning.First(at, at, runs);

        var during = Learning.After(pulse, at, at.AddMinutes(10), news: 2, [at.AddMinutes(5), at.AddMinutes(9)]);

        Assert.True(After(during) < After(pulse), $"{After(during)} in a run, {After(pulse)} otherwise");

        TimeSpan After(Pulse now) => Rest.After(new Sight(now, TimeSpan.FromMinutes(10), News: 0, Listed: 50, IsGap: false), at.AddMinutes(10), null, new PollingOptions()).For;
    }

    /// <summary>Polled at about one distance, with so many items at these minutes of each day.</summary>
    private static Pulse Learned(int days, int every, int[] minutes, int items = 6)
    {
        var pulse = Learning.Begin(Begin);
        var (before, random) = (0, new Random(every));
        for (var at = every; at <= days * 1440; at += random.Next(every / 2, every * 3 / 2))
        {
            var news = minutes.Sum(minute => Enumerable.Range(0, days).Count(day => (day * 1440) + minute > before && (day * 1440) + minute <= at)) * items;
            pulse = Learning.After(pulse, Begin.AddMinutes(before), Begin.AddMinutes(at), news, []);
            before = at;
        }

        return pulse;
    }
}
