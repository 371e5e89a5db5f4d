using System.Threading.Channels;
using FeedPipeline.Polls;
using Npgsql;

namespace FeedPipeline.Storing.Polls;

/// <summary>Polls that wait to be written: many in one commit, each wholly or not at all.</summary>
internal sealed class PollQueue : IAsyncDisposable
{
    private readonly StoringOptions options;
    private readonly TimeSpan gathering;
    private readonly TimeProvider clock;
    private readonly Func<IReadOnlyList<CompletedPoll>, Task<IReadOnlyList<SaveResult>>> write;
    private readonly Channel<Waiting> queue;
    private readonly Task writing;

    /// <summary>Starts to write what <see cref="SaveAsync"/> is given.</summary>
    /// <param name="options">How many at a time.</param>
    /// <param name="gathering">How long the first one of a batch waits for others.</param>
    /// <param name="clock">For that wait.</param>
    /// <param name="write">Writes a batch in one commit.</param>
    public PollQueue(StoringOptions options, TimeSpan gathering, TimeProvider clock, Func<IReadOnlyList<CompletedPoll>, Task<IReadOnlyList<SaveResult>>> write)
    {
        this.options = options;
        this.gathering = gathering;
        this.clock = clock;
        this.write = write;
        queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.QueueSize) { SingleReader = true });
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Stores one poll, in a commit that it may share with others.</summary>
    /// <exception cref="NpgsqlException">The database stayed out of reach.</exception>
    public Task<SaveResult> SaveAsync(CompletedPoll poll, CancellationToken stop)
    {
        var waiting = new Waiting(poll);
        return queue.Writer.TryWrite(waiting) ? waiting.Task : QueuedAsync(waiting, stop);
    }

    /// <summary>Writes what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
    }

    private async Task<SaveResult> QueuedAsync(Waiting waiting, CancellationToken stop)
    {
        await queue.Writer.WriteAsync(waiting, stop);
        return await waiting.Task;
    }

    private async Task WriteAllAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            if (gathering > TimeSpan.Zero && queue.Reader.Count < options.BatchSize)
                await Task.Delay(gathering, clock);
            var batch = new List<Waiting>();
            while (batch.Count < options.BatchSize && queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            await WriteAsync(batch);
        }
    }

    private async Task WriteAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            var results = await write([.. batch.Select(waiting => waiting.Poll)]);
            for (var i = 0; i < batch.Count; i++)
                batch[i].SetResult(results[i]);
        }
        catch (Exception failure) when (batch.Count == 1 || failure is NpgsqlException { IsTransient: true })
        {
            foreach (var waiting in batch)
                waiting.SetException(failure);
        }
        catch (Exception)
        {
            // One poll spoils the batch: halves until the culprit stands alone, and the others commit.
            await WriteAsync([.. batch.Take(batch.Count / 2)]);
            await WriteAsync([.. batch.Skip(batch.Count / 2)]);
        }
    }

    private sealed class Waiting(CompletedPoll poll) : TaskCompletionSource<SaveResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CompletedPoll Poll => poll;
    }
}
