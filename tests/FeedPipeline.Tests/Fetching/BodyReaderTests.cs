using System.IO.Pipelines;
using FeedPipeline.Fetching;

namespace FeedPipeline.Tests.Fetching;

public sealed class BodyReaderTests
{
    private static readonly byte[] Large = new byte[BodyBudget.SmallBytes * 2];

    [Fact(Timeout = 30_000)]
    public async Task A_body_that_is_given_up_gives_its_memory_back()
    {
        var options = new FetchingOptions { BodyMemory = 1024 * 1024 };
        using var budget = new BodyBudget(options);
        var bodies = new BodyReader(options, budget, TimeProvider.System);
        using var caller = new CancellationTokenSource();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 2, resumeWriterThreshold: 1));
        var givenUp = ReadAsync(bodies, pipe.Reader.AsStream(), caller.Token);
        await pipe.Writer.WriteAsync(Large, CancellationToken.None);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);

        Assert.Equal(Large.Length, await ReadAsync(bodies, new MemoryStream(Large), CancellationToken.None));
    }

    private static async Task<long?> ReadAsync(BodyReader bodies, Stream content, CancellationToken stop)
    {
        using var response = new HttpResponseMessage { Content = new StreamContent(content) };
        var answer = await bodies.ReadAsync(response, "example.com", new Trail(), stop);
        using var body = answer.Value;
        return body?.Length;
    }
}
