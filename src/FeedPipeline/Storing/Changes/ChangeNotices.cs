using Npgsql;

namespace FeedPipeline.Storing.Changes;

/// <summary>Tells any number of waiters of one process that the change log grew, over one connection that listens from the first wait on.</summary>
public sealed class ChangeNotices(NpgsqlDataSource database) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopped = new();
    private readonly Lock guard = new();
    private TaskCompletionSource next = New();
    private TaskCompletionSource? ready;
    private Task listening = Task.CompletedTask;

    /// <summary>A task that ends with the next notice, or when the connection broke: then look, and ask again. Ask before you look, or you miss what comes in between.</summary>
    public async Task<Task> NextAsync(CancellationToken stop)
    {
        Task listens;
        Task notice;
        lock (guard)
        {
            if (ready is null)
            {
                ready = New();
                listening = ListenAsync(ready, stopped.Token);
            }

            listens = ready?.Task ?? Task.CompletedTask;
            notice = next.Task;
        }

        await listens.WaitAsync(stop);
        return notice;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await listening;
        stopped.Dispose();
    }

    private async Task ListenAsync(TaskCompletionSource listens, CancellationToken stop)
    {
        // Whoever starts this holds the guard.
        await Task.Yield();
        try
        {
            await using var connection = await database.OpenConnectionAsync(stop);
            await using (var listen = new NpgsqlCommand($"LISTEN {ChangeLog.Channel}", connection))
                await listen.ExecuteNonQueryAsync(stop);
            listens.SetResult();
            while (true)
            {
                await connection.WaitAsync(stop);
                Wake();
            }
        }
        catch (Exception broken) when (broken is NpgsqlException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            lock (guard)
                ready = null;
            listens.TrySetException(broken);
            // Nobody may be there to see it.
            _ = listens.Task.Exception;
            Wake();
        }
    }

    private void Wake()
    {
        lock (guard)
        {
            next.TrySetResult();
            next = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
