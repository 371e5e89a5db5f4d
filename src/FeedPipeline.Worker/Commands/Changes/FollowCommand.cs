using System.CommandLine;
using FeedPipeline.Consumers;
using FeedPipeline.Storing.Changes;

namespace FeedPipeline.Worker.Commands.Changes;

/// <summary><c>changes follow</c>.</summary>
internal static class FollowCommand
{
    private const int MaxBatch = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var consumer = new Option<string>("--consumer") { Description = "Who reads: its cursor is saved, and it is made where there is none of that name.", HelpName = "NAME", Required = true };
        var from = new Option<string>("--from") { Description = "Where a new consumer begins: with the oldest change (beginning), or with what comes from now on (now).", DefaultValueFactory = _ => "beginning" };
        from.AcceptOnlyFromAmong("beginning", "now");
        var article = new Option<bool>("--article") { Description = "With --json: the article as it is now, in each line." };
        var batch = new Option<int>("--batch") { Description = $"Changes until the cursor is saved, 1 to {MaxBatch}.", DefaultValueFactory = _ => 500 };
        batch.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > MaxBatch)
                given.AddError($"--batch is from 1 to {MaxBatch}.");
        });
        var once = new Option<bool>("--no-wait") { Description = "End when there is nothing more, instead of waiting." };
        var command = new Command(
            "follow",
            "Prints changes in the order of their commits, the next ones for this consumer first, and waits for more until Ctrl-C. The cursor is saved after a batch is written out: what is killed in between is printed again.")
        {
            consumer, from, article, batch, once,
        };
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var name = ConsumerArguments.Checked(verb.Parse.GetRequiredValue(consumer));
            await verb.Get<ConsumerStore>().AddAsync(name, verb.Parse.GetValue(from) == "now", stop);
            var request = new ChangeRequest(name, verb.Parse.GetValue(batch)) { WithArticles = verb.Parse.GetValue(article) };
            try
            {
                await FollowAsync(verb, request, verb.Parse.GetValue(once) ? TimeSpan.Zero : Patience, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Ctrl-C is how it ends.
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task FollowAsync(Verb verb, ChangeRequest request, TimeSpan patience, CancellationToken stop)
    {
        while (true)
        {
            var page = await verb.Get<ChangeWait>().ReadAsync(request, patience, stop);
            ConsumerArguments.Must(page.Refusal);
            if (page.Changes.Count == 0 && patience == TimeSpan.Zero)
                return;
            if (page.Changes.Count == 0)
                continue;

            foreach (var change in page.Changes)
                Print(change, verb.Json, request.WithArticles);
            await Console.Out.FlushAsync(CancellationToken.None);
            // What is written out is saved, whatever is asked meanwhile.
            ConsumerArguments.Must(await verb.Get<ChangeLog>().CommitAsync(request.Consumer!, page.Changes[^1].Cursor, CancellationToken.None));
            stop.ThrowIfCancellationRequested();
        }
    }

    private static void Print(LoggedChange logged, bool json, bool withArticle)
    {
        var change = logged.Change;
        if (json)
            Output.Json(ChangeJson.Of(logged, withArticle));
        else
            Console.Out.WriteLine(string.Join("  ", [Output.Time(change.At), FeedPipeline.Storing.TableNaming.Of(change.Kind).PadRight(9), $"article {change.ArticleId} revision {change.Revision}", .. Said(logged)]));
    }

    private static IEnumerable<string> Said(LoggedChange logged)
    {
        if (logged.Change.Class is { } kind)
            yield return FeedPipeline.Storing.TableNaming.Of(kind);
        if (logged.Change.ChangedFields.Count > 0)
            yield return string.Join(", ", logged.Change.ChangedFields);
        if (logged.Article is { } article)
            yield return Output.Plain(article.Content.Headline);
    }
}
