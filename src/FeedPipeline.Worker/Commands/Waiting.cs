using Spectre.Console;

namespace FeedPipeline.Worker.Commands;

/// <summary>What is being waited for, on standard error, where that is a terminal.</summary>
internal static class Waiting
{
    /// <summary>Does the work, which tells what it does.</summary>
    public static async Task<T> ForAsync<T>(string what, Func<IProgress<string>, Task<T>> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (!ProgressBar.IsShown)
            return await work(new Silence());

        return await Output.Words().Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(what), shown => work(new Shown(shown)));
    }

    private sealed class Silence : IProgress<string>
    {
        public void Report(string value)
        {
            // Nobody would see it.
        }
    }

    private sealed class Shown(StatusContext status) : IProgress<string>
    {
        public void Report(string value) => status.Status(Markup.Escape(Output.Plain(value)));
    }
}
