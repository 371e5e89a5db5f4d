namespace FeedPipeline.Publishing;

/// <summary>When a change that was not taken is tried again.</summary>
public static class WebhookPauses
{
    private const double Growth = 4;
    private const double Jitter = 0.25;

    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromDays(1);

    /// <summary>Growing from try to try, spread by a quarter, never shorter than the receiver asks for.</summary>
    /// <param name="attempts">Failed tries, 1 or more.</param>
    /// <param name="asked">What the receiver asks for (<c>Retry-After</c>); null when it does not. A day at most is granted.</param>
    /// <param name="dice">From 0 to below 1.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan After(int attempts, TimeSpan? asked, double dice, WebhookOptions options)
    {
        var seconds = Math.Min(options.FirstPause.TotalSeconds * Math.Pow(Growth, attempts - 1), options.MaxPause.TotalSeconds);
        var grown = TimeSpan.FromSeconds(seconds * (1 - Jitter + (2 * Jitter * dice)));
        return asked is not { } wanted ? grown : TimeSpan.FromTicks(Math.Max(grown.Ticks, Math.Min(wanted.Ticks, LongestAskedFor.Ticks)));
    }
}
