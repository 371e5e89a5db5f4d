using FeedPipeline.Articles;
using FeedPipeline.Events;
using FeedPipeline.Feeds;
using FeedPipeline.Watching;

namespace FeedPipeline.Tests.Watching;

public sealed class DriftWatchTests
{
    private static readonly Article Whole = new() { Headline = "News", Byline = "News Desk", Authors = ["News Desk"], Dek = "In short.", PublishedAt = DateTimeOffset.UnixEpoch, Url = "http://news.example/1", BodySource = BodySource.Feed };
    private static readonly Article Nameless = Whole with { Byline = null, Authors = [] };

    [Fact]
    public void A_field_that_goes_away_is_told_once_and_over_when_it_is_back()
    {
        var notes = new List<EventNote>();
        var known = After(Completeness.None, notes, Whole, 100);
        Assert.Empty(notes);

        known = After(known, notes, Nameless, 60);
        var told = Assert.Single(notes);
        Assert.Equal(EventKind.Drifting, told.Kind);
        Assert.Contains("byline (lately", told.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("dek", told.Detail, StringComparison.Ordinal);

        After(known, notes, Whole, 40);
        Assert.Equal([false, true], notes.Select(note => note.Detail is null));
    }

    [Fact]
    public void What_only_half_of_the_articles_have_is_no_habit()
    {
        var notes = new List<EventNote>();
        var known = Completeness.None;
        for (var pair = 0; pair < 100; pair++)
            known = After(After(known, notes, Whole, 1), notes, Nameless, 1);

        After(known, notes, Nameless, 50);

        Assert.Empty(notes);
    }

    [Fact]
    public void A_few_articles_make_no_habit()
    {
        var notes = new List<EventNote>();

        After(After(Completeness.None, notes, Whole, 10), notes, Nameless, 25);

        Assert.Empty(notes);
    }

    [Fact]
    public void Three_without_are_chance()
    {
        var notes = new List<EventNote>();
        var known = After(Completeness.None, notes, Whole, 200);

        for (var times = 0; times < 20; times++)
            known = After(After(known, notes, Nameless, 3), notes, Whole, 20);

        Assert.Empty(notes);
    }

    [Fact]
    public void A_fault_does_not_become_the_habit_within_days()
    {
        var notes = new List<EventNote>();
        var known = After(Completeness.None, notes, Whole, 300);

        known = After(known, notes, Nameless, 600);

        Assert.Single(notes);
        Assert.True(known.IsDrifting[1]);
    }

    [Fact]
    public void It_is_kept_as_bytes()
    {
        var known = After(Completeness.None, [], Whole, 50);

        var read = Completeness.FromBytes(known.ToBytes())!;

        Assert.Equal((known.Articles, known.Usual[1]), (read.Articles, read.Usual[1]));
        Assert.Equal(known.IsDrifting, read.IsDrifting);
        Assert.Null(Completeness.FromBytes([7, 7, 7]));
    }

    private static Completeness After(Completeness before, List<EventNote> notes, Article article, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (before, var told) = DriftWatch.Judge(before, [article]);
            notes.AddRange(told);
        }

        return before;
    }
}
