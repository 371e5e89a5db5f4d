using System.Text.Json.Nodes;

namespace FeedPipeline.Tests.Web;

/// <summary>Reads Server-Sent Events.</summary>
internal sealed class EventReader(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
{
    public async Task<(string? Id, JsonNode? Data)> NextAsync()
    {
        string? id = null;
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (id, JsonNode.Parse(line[6..]));
        }

        throw new InvalidOperationException("The stream ended.");
    }

    public async Task HeartbeatAsync()
    {
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) != ":")
            continue;
    }

    public ValueTask DisposeAsync()
    {
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
