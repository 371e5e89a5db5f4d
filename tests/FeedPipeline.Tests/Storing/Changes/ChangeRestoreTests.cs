using System.Diagnostics;
using FeedPipeline.Storing;
using FeedPipeline.Tests.Storing.PrivateServer;
using Microsoft.Extensions.DependencyInjection;

namespace FeedPipeline.Tests.Storing.Changes;

/// <summary>The log in another server, whose transactions are counted from the beginning again.</summary>
public sealed class ChangeRestoreTests : IDisposable
{
    private readonly DataDirectory _old = new();
    private readonly DataDirectory _new = new();

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    [SkippableFact]
    public async Task Restored_changes_can_be_read_at_once_and_cursors_stay_valid()
    {
        await using var old = await _old.OpenAsync();
        await using (var services = TestDatabase.Wire(old.ConnectionString, []))
            await services.GetRequiredService<Schema>().MigrateAsync(default);
        // The old server is far ahead in everything that a server counts.
        for (var article = 1; article <= 60; article++)
            await DataDirectory.AskAsync(old, ChangeLogTests.Insert(article));
        await DataDirectory.AskAsync(old, "SELECT commit_changes('mine', max(cursor)) FROM read_changes('mine', 7)");
        var saved = await DataDirectory.AskAsync(old, "SELECT cursor FROM read_changes('mine', 1)");

        await using var restored = await _new.OpenAsync();
        await PassOnAsync(old.ConnectionUri, restored.ConnectionUri);

        Assert.Equal(saved, await DataDirectory.AskAsync(restored, "SELECT cursor FROM read_changes('mine', 1)"));
        Assert.Equal("53 8 60", await DataDirectory.AskAsync(restored, "SELECT concat_ws(' ', count(*), min(article_id), max(article_id)) FROM read_changes('mine')"));
        await DataDirectory.AskAsync(restored, ChangeLogTests.Insert(61));
        Assert.Equal("61", await DataDirectory.AskAsync(restored, "SELECT (array_agg(article_id))[count(*)] FROM read_changes('mine')"));
        Assert.Equal("54 54", await DataDirectory.AskAsync(restored, "SELECT concat_ws(' ', count(*), count(DISTINCT cursor)) FROM read_changes('mine')"));
    }

    private static async Task PassOnAsync(string from, string to)
    {
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync("pg_dump", "--format=custom", "--file", file, from);
            await RunAsync("pg_restore", "--exit-on-error", "--no-owner", "--dbname", to, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        var beside = Path.Combine(TestServer.Binaries[0], program);
        using var process = Process.Start(new ProcessStartInfo(File.Exists(beside) ? beside : program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {complaint}");
    }
}
