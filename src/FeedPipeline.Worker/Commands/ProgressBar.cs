using Spectre.Console;

namespace FeedPipeline.Worker.Commands;

/// <summary>How far long work has come, on standard error, where that is a terminal.</summary>
internal static class ProgressBar
{
    private const int Step = 256;

    /// <summary>Whether anybody would see it.</summary>
    public static bool IsShown => !Console.IsErrorRedirected;

    /// <summary>Does the work, which tells how far it is.</summary>
    /// <param name="what">In a word or two.</param>
    /// <param name="total">What is all; 0 when nobody knows.</param>
    /// <param name="work">Gets what to call with how much is done.</param>
    /// <param name="stop">Ends it before it began; from then on the work sees to that.</param>
    public static async Task<T> ShowAsync<T>(string what, long total, Func<Action<long>, Task<T>> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!IsShown)
            return await work(_ => { });

        var console = Output.Words();
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async shown =>
            {
                var bar = shown.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
                bar.IsIndeterminate = total == 0;
                var told = 0L;
                return await work(done =>
                {
                    if (done - told < Step && done < total)
                        return;
                    told = done;
                    bar.Value = done;
                });
            });
    }
}
