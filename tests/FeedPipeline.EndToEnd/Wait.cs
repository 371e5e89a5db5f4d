namespace FeedPipeline.EndToEnd;

/// <summary>Waits for what other processes do.</summary>
internal static class Wait
{
    /// <summary>Far beyond what a slow machine needs; only a failure takes so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it is so; fails with <paramref name="what"/> when it never is.</summary>
    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), what, Patience);

    /// <summary>Looks until it is so, for as long as the promise says.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"It never came to be that {what}.");
            await Task.Delay(Step, TimeProvider.System);
        }
    }
}
