using System.Diagnostics;

namespace FeedPipeline.EndToEnd;

/// <summary>The examples of README.md, as they stand there, against the running program.</summary>
public sealed class ReadmeExamplesTests
{
    private const string Api = "http://127.0.0.1:8080";
    private const string ConnectionString = "Host=db.example;Database=feedpipeline;Username=desk;Password=…";

    [Fact]
    public void Every_example_is_run_by_a_test() => Assert.Equal(
        [("csharp", "follow"), ("python", "follow"), ("sh", "follow"), ("sh", "read"), ("sql", "follow"), ("sql", "read")],
        ReadmeExample.All().Order());

    [SkippableFact]
    public async Task Changes_are_followed_in_SQL()
    {
        await using var here = await WithNewsAsync();
        var reader = (await here.MustAsync("db", "url", "--role", "reader")).Trim();

        var first = await RunAsync("psql", ["-v", "ON_ERROR_STOP=1", "-f", here.Write("follow.sql", ReadmeExample.Of("sql", "follow")), reader]);
        var second = await RunAsync("psql", ["-v", "ON_ERROR_STOP=1", "-f", here.PathOf("follow.sql"), reader]);

        Assert.Contains("Ferry line reopens", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Ferry", second, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Changes_are_followed_in_Csharp_each_exactly_once()
    {
        await using var here = await WithNewsAsync();
        var url = new Uri((await here.MustAsync("db", "url")).Trim());
        var account = url.UserInfo.Split(':');
        var code = ReadmeExample.Of("csharp", "follow").Replace(
            ConnectionString, $"Host={url.Host};Port={url.Port};Database={url.AbsolutePath[1..]};Username={account[0]};Password={account[1]}", StringComparison.Ordinal);
        // Not below the repository, whose build settings are none of the example's.
        Assert.DoesNotContain("…", code, StringComparison.Ordinal);
        var file = here.Write("follow.cs", code);

        for (var times = 0; times < 2; times++)
        {
            using var process = Start("dotnet", ["run", file]);
            await Wait.UntilAsync(async () => process.HasExited
                || await here.QueryAsync<long>("SELECT count(*) FROM consumer WHERE name = 'desk' AND place = (SELECT max(place) FROM change_commit)") == 1, "the example took all changes", TimeSpan.FromMinutes(3));
            await EndAsync(process);
        }

        Assert.Equal(1, await here.QueryAsync<long>("SELECT count(*) FROM desk"));
    }

    [SkippableFact]
    public async Task Changes_are_followed_in_Python()
    {
        await using var here = await WithNewsAsync();

        using var process = Start("python3", [here.Write("follow.py", ReadmeExample.Of("python", "follow").Replace(Api, here.ApiUrl, StringComparison.Ordinal))]);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("created Ferry line reopens", line);
        await Wait.UntilAsync(async () => await here.QueryAsync<long>("SELECT count(*) FROM consumer WHERE name = 'desk' AND place > 0") == 1, "the cursor is saved");
        await EndAsync(process);
    }

    [SkippableFact]
    public async Task Changes_are_followed_by_curl_and_from_the_command_line()
    {
        await using var here = await WithNewsAsync();
        var code = ReadmeExample.Of("sh", "follow").Replace(Api, here.ApiUrl, StringComparison.Ordinal)
            .Replace("feedpipe changes", $"{BuiltProgram.Path} --data {here.Data} changes", StringComparison.Ordinal);

        var said = await RunAsync("bash", ["-euo", "pipefail", here.Write("follow.sh", code)]);

        // A page, an event of the stream, and a line of the verb.
        Assert.Equal(3, said.Split("\"kind\":\"created\"").Length - 1);
        Assert.Contains("id: 1-1", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Articles_are_read_in_SQL()
    {
        await using var here = await WithNewsAsync();
        var reader = (await here.MustAsync("db", "url", "--role", "reader")).Trim();

        var said = await RunAsync("psql", ["-v", "ON_ERROR_STOP=1", "-f", here.Write("read.sql", ReadmeExample.Of("sql", "read")), reader]);

        Assert.Contains("Ferry line reopens", said, StringComparison.Ordinal);
        Assert.Contains("created", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Articles_are_read_by_curl()
    {
        await using var here = await WithNewsAsync();
        var code = ReadmeExample.Of("sh", "read").Replace(Api, here.ApiUrl, StringComparison.Ordinal)
            .Replace("feedpipe keys", $"{BuiltProgram.Path} --data {here.Data} keys", StringComparison.Ordinal)
            .Replace("curl ", "curl --fail-with-body ", StringComparison.Ordinal);

        var said = await RunAsync("bash", ["-euo", "pipefail", here.Write("read.sh", code)]);

        // The list, the search, the stream, the text and Atom; a decision, and how the poll went.
        Assert.Equal(5, said.Split("Ferry line reopens").Length - 1);
        Assert.Contains("\"outcome\":", said, StringComparison.Ordinal);
    }

    private static async Task<Installation> WithNewsAsync()
    {
        var here = await Installation.CreateAsync();
        here.Origin.Serve("feed.xml", Rss.Of("Harbour Post", new RssItem("ferry", "Ferry line reopens", "<p>The boats run again from Monday.</p>")));
        await here.RunAsync();
        await here.MustAsync("feeds", "add", here.Origin.Url + "/feed.xml");
        return here;
    }

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments);
        var complaint = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {await complaint}{said}");
        return said;
    }

    private static async Task EndAsync(Process process)
    {
        Assert.False(process.HasExited, "the example ended by itself");
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
