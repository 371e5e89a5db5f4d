using FeedPipeline.Events;
using FeedPipeline.Polls;

namespace FeedPipeline.Watching;

/// <summary>Notices when a feed that answers has nothing new for much longer than it used to.</summary>
public static class SilenceWatch
{
    /// <summary>A rate that is known from few items is trusted less: so many items make it count half.</summary>
    private const double Doubt = 3;

    /// <summary>What this poll says: the silence begins to be strange with it, or is over. In between it says nothing, because every poll would.</summary>
    /// <param name="poll">How it went.</param>
    /// <param name="silence">What is known of the silence before and at this poll.</param>
    /// <param name="hasNews">Whether it brought news.</param>
    /// <param name="options">How long is strange.</param>
    public static IReadOnlyList<EventNote> Judge(Poll poll, Quiet silence, bool hasNews, WatchingOptions options)
    {
        if (poll.Failed)
            return [];
        var needed = options.QuietAfter * (1 + (Doubt / Math.Max(silence.Items, 0.01)));
        var wasQuiet = silence.MissedBefore >= needed && silence.LastedBefore >= options.QuietAtLeast;
        if (hasNews)
            return wasQuiet || silence.MissedNow >= needed ? [new EventNote(EventKind.Quiet, null)] : [];
        if (wasQuiet || silence.MissedNow < needed || silence.LastedNow < options.QuietAtLeast)
            return [];
        return
        [
            new EventNote(EventKind.Quiet, FormattableString.Invariant(
                $"nothing new since {silence.Since:yyyy-MM-dd HH:mm} UTC, although it answers: by its habit it should have published about {silence.MissedNow:0} times; see whether its site goes on elsewhere")),
        ];
    }
}

/// <summary>A feed's silence, as of the poll before and as of this one.</summary>
/// <param name="Since">Last news.</param>
/// <param name="Items">Items that its habit is known from; the older the less.</param>
/// <param name="MissedBefore">Times that it should have published by the poll before.</param>
/// <param name="MissedNow">The same by this one.</param>
/// <param name="LastedBefore">How long it was silent at the poll before.</param>
/// <param name="LastedNow">The same at this one.</param>
public sealed record Quiet(DateTimeOffset Since, double Items, double MissedBefore, double MissedNow, TimeSpan LastedBefore, TimeSpan LastedNow);
