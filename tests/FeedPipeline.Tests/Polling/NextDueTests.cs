using System.Globalization;
using FeedPipeline.Feeds;
using FeedPipeline.Polling;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Polling;

public sealed class NextDueTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Schedule Quarterly = new Schedule.Every(TimeSpan.FromMinutes(15));
    private static readonly PollingOptions Options = new();

    [Theory]
    [InlineData("12:00:00", "12:15:00")]
    [InlineData("11:59:59", "12:14:59")]
    [InlineData("11:50:00", "12:05:00")]
    [InlineData("11:45:00", "12:15:00")]
    [InlineData("11:44:59", "12:14:59")]
    [InlineData("03:07:00", "12:07:00")]
    public void A_late_poll_does_not_shift_the_grid(string due, string next) =>
        Assert.Equal(At(next), After(Claim(Quarterly, due), Good()).At);

    [Theory]
    [InlineData("12:10:00")]
    [InlineData("23:00:00")]
    [InlineData(null)]
    public void A_poll_before_its_time_begins_a_new_grid(string? due) =>
        Assert.Equal(At("12:15:00"), After(Claim(Quarterly, due), Good()).At);

    [Fact]
    public void A_fixed_interval_says_so_and_asks_nobody()
    {
        var due = NextDue.After(Claim(Quarterly, "12:00:00"), Good(news: 9), null, TimeSpan.FromHours(5), Options);

        Assert.Equal(new Due(At("12:15:00"), "every 15m", TimeSpan.FromMinutes(15)), due);
    }

    [Fact]
    public void The_calendar_decides_for_itself()
    {
        var due = After(Claim(new Schedule.Cron("0 0 6 * * ?"), "12:00:00"), Good());

        Assert.Equal(new Due(DateTimeOffset.MaxValue, "cron 0 0 6 * * ?", null), due);
    }

    [Fact]
    public void A_new_feed_is_polled_again_soon() =>
        Assert.Equal(new Due(Now.AddMinutes(10), "adaptive, 10m: it is new here", TimeSpan.FromMinutes(10)), After(New(), Good()));

    [Fact]
    public void A_feed_that_is_silent_for_years_is_polled_seldom()
    {
        var due = After(Claim(Schedule.Adaptive.Instance, "12:00:00"), Good());

        Assert.InRange(due.At, Now.AddHours(8), Now.AddHours(12));
        Assert.Equal("adaptive, 12h: the longest allowed", due.Reason);
    }

    [Theory]
    [InlineData(2, "adaptive, 2h because the publisher asks for it, else 10m")]
    [InlineData(48, "adaptive, 12h because the publisher asks for it, else 10m")]
    public void A_publisher_may_ask_for_later_within_the_limit(int hours, string reason)
    {
        var due = NextDue.After(New(), Good(), null, TimeSpan.FromHours(hours), Options);

        Assert.Equal(new Due(Now.AddHours(Math.Min(hours, 12)), reason, TimeSpan.FromMinutes(10)), due);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-60)]
    public void A_publisher_who_asks_for_sooner_changes_nothing(int seconds)
    {
        var due = NextDue.After(New(), Good(), null, TimeSpan.FromSeconds(seconds), Options);

        Assert.Equal(Now.AddMinutes(10), due.At);
    }

    [Theory]
    [InlineData(0, 15, "15m after 1 failure in a row")]
    [InlineData(1, 30, "30m after 2 failures in a row")]
    [InlineData(4, 240, "4h after 5 failures in a row")]
    [InlineData(7, 1440, "1d after 8 failures in a row")]
    [InlineData(1_000_000, 1440, "1d after 1000001 failures in a row")]
    public void Every_failure_doubles_the_pause_up_to_the_limit(int before, int minutes, string reason)
    {
        var due = After(Claim(Quarterly, "11:00:00") with { ConsecutiveFailures = before, Interval = TimeSpan.FromMinutes(15) }, Failed());

        Assert.Equal((reason, TimeSpan.FromMinutes(15)), (due.Reason, due.Interval));
        AssertAbout(Now.AddMinutes(minutes), due.At);
    }

    [Theory]
    [InlineData(PollOutcome.NotFound, 120)]
    [InlineData(PollOutcome.TlsError, 120)]
    [InlineData(PollOutcome.DnsError, 50.625)]
    [InlineData(PollOutcome.Http5xx, 50.625)]
    [InlineData(PollOutcome.TimeoutRate, 50.625)]
    public void Trouble_that_may_pass_weighs_less(PollOutcome outcome, double minutes) =>
        AssertAbout(Now.AddMinutes(minutes), After(Claim(Quarterly, "11:00:00") with { ConsecutiveFailures = 3 }, new Poll { Outcome = outcome }).At);

    [Fact]
    public void What_failed_together_does_not_come_back_together()
    {
        var claims = Enumerable.Range(1, 100).Select(id => Claim(Quarterly, "11:00:00") is var claim ? claim with { Feed = claim.Feed with { Id = id } } : claim);

        Assert.InRange(claims.Select(claim => After(claim, Failed()).At).Distinct().Count(), 95, 100);
    }

    [Fact]
    public void During_an_outage_of_our_own_nobody_backs_off()
    {
        var due = After(Claim(Quarterly, "12:00:00") with { ConsecutiveFailures = 9 }, new Poll { Outcome = PollOutcome.Offline });

        Assert.InRange(due.At, Now.AddMinutes(1), Now.AddMinutes(2));
    }

    [Theory]
    [InlineData(1, "13:00:00")]
    [InlineData(2, "12:10:00")]
    public void Hours_and_days_of_rest_are_kept(int restHours, string next)
    {
        // 12:10:00 is the adaptive time; the rest begins at 12 or at 13.
        var rhythm = Rhythm.Of(null, [restHours == 1 ? 12 : 13], []);

        Assert.Equal(At(next), After(New() with { Rhythm = rhythm }, Good()).At);
    }

    [Theory]
    [InlineData("every 2d", 9, 2)]
    [InlineData("every 30d", 0, 30)]
    [InlineData("every 30d", 1_000, 30)]
    public void The_pause_is_never_shorter_than_the_interval(string schedule, int before, int days) =>
        AssertAbout(Now.AddDays(days), After(Claim(Schedule.Parse(schedule)!, "12:00:00") with { ConsecutiveFailures = before }, Failed()).At);

    [Theory]
    [InlineData("adaptive")]
    [InlineData("cron 0 0 6 * * ?")]
    public void A_first_failure_without_interval_is_repeated_after_the_shortest(string schedule) =>
        AssertAbout(Now.AddMinutes(5), After(Claim(Schedule.Parse(schedule)!, null), Failed()).At);

    [Theory]
    [InlineData(7200, 7200, "2h because the server asks for it")]
    [InlineData(60, 900, "15m after 1 failure in a row")]
    [InlineData(901, 901, "15m because the server asks for it")]
    public void Retry_After_goes_before_a_shorter_pause(int asked, int seconds, string reason)
    {
        var due = NextDue.After(Claim(Quarterly, "12:00:00"), Failed(), null, TimeSpan.FromSeconds(asked), Options);

        Assert.Equal(reason, due.Reason);
        AssertAbout(Now.AddSeconds(seconds), due.At);
    }

    [Fact]
    public void Failures_keep_the_interval_from_before_them()
    {
        var claim = Claim(Schedule.Adaptive.Instance, "12:00:00") with { Interval = TimeSpan.FromMinutes(20), ConsecutiveFailures = 5 };

        Assert.Equal(TimeSpan.FromMinutes(20), After(claim, Failed()).Interval);
    }

    [Fact]
    public void The_next_time_is_always_ahead()
    {
        var outcomes = Enum.GetValues<PollOutcome>().Select(outcome => new Poll { Outcome = outcome });
        Schedule[] schedules = [Schedule.Adaptive.Instance, Quarterly, new Schedule.Every(TimeSpan.FromSeconds(1)), new Schedule.Cron("x")];
        var claims = schedules.SelectMany(schedule => new[] { "00:00:00", "12:00:00", null }.Select(due => Claim(schedule, due)));

        Assert.All(claims, claim => Assert.All(outcomes, poll => Assert.True(After(claim, poll).At > Now)));
    }

    private static Due After(ClaimedFeed claim, Poll poll) => NextDue.After(claim, poll, null, null, Options);

    /// <summary>Not sooner, and at most a tenth later.</summary>
    private static void AssertAbout(DateTimeOffset expected, DateTimeOffset at) => Assert.InRange(at, expected, expected + ((expected - Now) * 0.1));

    private static Poll Good(int news = 0) => new() { Outcome = news > 0 ? PollOutcome.Stored : PollOutcome.NotModified, New = news };

    private static Poll Failed() => new() { Outcome = PollOutcome.NotFound };

    private static DateTimeOffset At(string time) => new DateTimeOffset(Now.Date, TimeSpan.Zero) + TimeSpan.Parse(time, CultureInfo.InvariantCulture);

    private static ClaimedFeed New() => Claim(Schedule.Adaptive.Instance, "12:00:00") is var claim ? claim with { Feed = claim.Feed with { AddedAt = Now } } : claim;

    private static ClaimedFeed Claim(Schedule schedule, string? due) => new()
    {
        Feed = new Feed { Name = "Post", Url = "https://example.com/rss", Schedule = schedule },
        Fence = 1,
        ClaimedAt = Now,
        DueAt = due is null ? DateTimeOffset.MaxValue : At(due),
    };
}
