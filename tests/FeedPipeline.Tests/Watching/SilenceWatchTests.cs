using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Polling;
using FeedPipeline.Polls;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

/// <summary>Polls of a feed that stops, one after the other, as the pipeline judges them.</summary>
public sealed class SilenceWatchTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_feed_with_an_item_an_hour_that_stops_is_told_once_within_a_day_and_over_with_news()
    {
        var (pulse, stopped) = Learned(TimeSpan.FromHours(1), at => at.Minute == 0);

        var told = Told(pulse, stopped, TimeSpan.FromDays(5), TimeSpan.FromMinutes(30)).ToList();

        var (at, note) = Assert.Single(told);
        Assert.InRange(at - stopped, TimeSpan.FromHours(12), TimeSpan.FromHours(26));
        Assert.Contains("nothing new since", note.Detail, StringComparison.Ordinal);
        Assert.Equal(new EventNote(EventKind.Quiet, null), Assert.Single(Judge(pulse, stopped.AddDays(5), stopped.AddDays(5).AddMinutes(30), hasNews: true)));
    }

    [Fact]
    public void A_feed_that_publishes_in_office_hours_is_not_told_of_over_night_or_over_the_weekend()
    {
        var (pulse, stopped) = Learned(TimeSpan.FromMinutes(20), at => at is { Hour: >= 8 and < 18, Minute: 0, DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday) });
        Assert.Equal(DayOfWeek.Friday, stopped.DayOfWeek);

        var (at, _) = Assert.Single(Told(pulse, stopped, TimeSpan.FromDays(10), TimeSpan.FromMinutes(20)));

        Assert.True(at > stopped.AddDays(2.4), $"told {at:ddd HH:mm}, stopped {stopped:ddd HH:mm}");
        Assert.True(at < stopped.AddDays(5), $"told {at:ddd HH:mm}, stopped {stopped:ddd HH:mm}");
    }

    [Fact]
    public void A_feed_with_an_item_a_week_may_be_silent_for_weeks()
    {
        var (pulse, stopped) = Learned(TimeSpan.FromHours(6), at => at is { DayOfWeek: DayOfWeek.Friday, Hour: 12, Minute: 0 });

        Assert.Empty(Told(pulse, stopped, TimeSpan.FromDays(30), TimeSpan.FromHours(6)));
    }

    [Fact]
    public void News_after_a_usual_pause_say_nothing()
    {
        var (pulse, stopped) = Learned(TimeSpan.FromHours(1), at => at.Minute == 0);

        Assert.Empty(Judge(pulse, stopped.AddHours(3), stopped.AddHours(4), hasNews: true));
    }

    [Fact]
    public void A_poll_that_fails_says_nothing_of_silence()
    {
        var (pulse, stopped) = Learned(TimeSpan.FromHours(1), at => at.Minute == 0);
        var quiet = Between(pulse, stopped.AddHours(1), stopped.AddDays(5));

        Assert.Empty(SilenceWatch.Judge(new Poll { Outcome = PollOutcome.DnsError }, quiet, hasNews: false, new WatchingOptions()));
    }

    /// <summary>Four weeks of polls, with an item whenever <paramref name="publishes"/> says so; the last one on a Friday evening.</summary>
    private static (Pulse Pulse, DateTimeOffset Last) Learned(TimeSpan every, Func<DateTimeOffset, bool> publishes)
    {
        var pulse = Learning.Begin(Monday);
        var last = Monday;
        for (var at = Monday + every; at <= Monday.AddDays(25).AddHours(18); at += every)
        {
            if (!publishes(at))
                continue;
            pulse = Learning.After(pulse, at - every, at, news: 1, dates: []);
            last = at;
        }

        return (pulse, last);
    }

    private static IEnumerable<(DateTimeOffset At, EventNote Note)> Told(Pulse pulse, DateTimeOffset from, TimeSpan length, TimeSpan every)
    {
        for (var at = from + every; at <= from + length; at += every)
        {
            foreach (var note in Judge(pulse, at - every, at, hasNews: false))
                yield return (at, note);
        }
    }

    private static IReadOnlyList<EventNote> Judge(Pulse pulse, DateTimeOffset before, DateTimeOffset now, bool hasNews) =>
        SilenceWatch.Judge(new Poll { Outcome = PollOutcome.NotModified }, Between(pulse, before, now), hasNews, new WatchingOptions());

    private static Quiet Between(Pulse pulse, DateTimeOffset before, DateTimeOffset now) =>
        new(pulse.At, pulse.Items, Silence.Missed(pulse, before), Silence.Missed(pulse, now), before - pulse.At, now - pulse.At);
}
