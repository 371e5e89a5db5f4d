using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace FeedPipeline.EndToEnd;

/// <summary>FeedPipeline as an operator has it: a data directory, a real web server to poll, and the program run as processes.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly string directory = NewDirectory();
    private readonly Dictionary<string, string> settings = [];
    private readonly List<Process> workers = [];
    private readonly List<Process> publishers = [];
    private readonly Dictionary<string, string> databaseUrls = [];
    private readonly ConcurrentQueue<string> log = [];
    private string? sharedDatabase;

    private Installation()
    {
    }

    /// <summary>The publisher.</summary>
    public required Nginx Origin { get; init; }

    /// <summary>Where the API of the worker listens.</summary>
    public string? ApiUrl { get; private set; }

    /// <summary>What workers and publishers have written so far, on both outputs.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>Where FeedPipeline keeps its files, the private server's among them.</summary>
    public string Data => Path.Combine(directory, "data");

    /// <summary>A new one with nothing in it.</summary>
    public static async Task<Installation> CreateAsync()
    {
        Skip.IfNot(Directory.Exists("/usr/lib/postgresql") || Which("postgres"), "no PostgreSQL server is installed");
        return new Installation { Origin = await Nginx.StartAsync(NewDirectory()) };
    }

    /// <summary>Writes a file beside the data.</summary>
    public string Write(string name, string content)
    {
        var path = PathOf(name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A path beside the data.</summary>
    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>From now on the program works on this database instead of the private one.</summary>
    public void ShareDatabase(string connectionString) => sharedDatabase = connectionString;

    /// <summary>From now on the program finds this in its environment.</summary>
    public void Configure(string variable, string value) => settings[variable] = value;

    /// <summary>Ends all workers as an operator does.</summary>
    public async Task StopAsync()
    {
        foreach (var worker in workers.Where(worker => !worker.HasExited))
            await Process.Start("/usr/bin/kill", ["-TERM", $"{worker.Id}"]).WaitForExitAsync();
        foreach (var worker in workers)
            await worker.WaitForExitAsync();
    }

    /// <summary>Starts <c>feedpipe run</c> and waits for the line that says it is ready.</summary>
    public async Task<Process> RunAsync(params IReadOnlyList<string> options)
    {
        (var process, ApiUrl) = await ReadyAsync(["run", "--urls", "http://127.0.0.1:0", .. options]);
        workers.Add(process);
        return process;
    }

    /// <summary>Starts <c>feedpipe sample</c> with news every second; its address ends with a slash.</summary>
    public async Task<(Process Process, string Url)> SampleAsync(string listen = "127.0.0.1:0", string seed = "1")
    {
        var sample = await ReadyAsync(["sample", "--listen", listen, "--every", "1s", "--seed", seed]);
        publishers.Add(sample.Process);
        return sample;
    }

    /// <summary>Kills the worker as the kernel does, and starts another at once.</summary>
    public async Task<Process> RunAgainAfterKillAsync(params IReadOnlyList<string> options)
    {
        workers[^1].Kill();
        await workers[^1].WaitForExitAsync();
        return await RunAsync(options);
    }

    /// <summary>Runs one verb to its end.</summary>
    public async Task<Ran> FeedpipeAsync(params IReadOnlyList<string> arguments) => await EndAsync(Start(arguments));

    /// <summary>Runs one verb to its end with one more environment variable.</summary>
    public async Task<Ran> FeedpipeWithAsync(string variable, string value, params IReadOnlyList<string> arguments)
    {
        var start = Start(arguments);
        start.Environment[variable] = value;
        return await EndAsync(start);
    }

    /// <summary>Starts a verb that runs on; whoever reads what it says also ends it.</summary>
    public Process Follow(params IReadOnlyList<string> arguments) => Process.Start(Start(arguments))!;

    /// <summary>What the worker's API answers; it must be 200.</summary>
    public async Task<string> GetAsync(string path, string accept = "*/*")
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiUrl + path) { Headers = { { "Accept", accept } } };
        using var answer = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<Ran> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, (await error).TrimEnd());
    }

    /// <summary>Runs one verb, which must succeed; returns its output.</summary>
    public async Task<string> MustAsync(params IReadOnlyList<string> arguments)
    {
        var ran = await FeedpipeAsync(arguments);
        Assert.True(ran.ExitCode == 0, $"feedpipe {string.Join(' ', arguments)}: status {ran.ExitCode}, {ran.Error}");
        return ran.Output;
    }

    /// <summary>One value from the database, while a worker runs.</summary>
    public async Task<T> QueryAsync<T>(string sql, string role = "owner")
    {
        await using var connection = await ConnectAsync(role);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Does this in the database, one statement after the other; the first parameter of each that has one is the list.</summary>
    public async Task ExecuteAsync(string sql, string[] list)
    {
        await using var connection = await ConnectAsync("owner");
        foreach (var statement in sql.Split(";\n"))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            if (statement.Contains("unnest($1)", StringComparison.Ordinal))
                command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = list });
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(string role)
    {
        if (!databaseUrls.TryGetValue(role, out var databaseUrl))
            databaseUrls.Add(role, databaseUrl = (await MustAsync("db", "url", "--role", role)).Trim());
        var url = new Uri(databaseUrl);
        var account = url.UserInfo.Split(':');
        var connection = new NpgsqlConnection(
            $"Host={url.Host};Port={url.Port};Username={account[0]};Password={account[1]};Database={url.AbsolutePath[1..]};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in workers.Concat(publishers))
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        // Whatever a killed worker left running is taken over by this verb, and stopped with it.
        if (Directory.Exists(Data))
            await FeedpipeAsync("db", "status");
        await Origin.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A process that runs on, once it said where it listens.</summary>
    private async Task<(Process Process, string Url)> ReadyAsync(IReadOnlyList<string> arguments)
    {
        var process = Process.Start(Start(arguments))!;
        var ready = new TaskCompletionSource<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            log.Enqueue(line.Data ?? string.Empty);
            if (line.Data?.Split(["ready: ", "sample publisher: "], StringSplitOptions.None) is [_, var url, ..])
                ready.TrySetResult(url.Split('"')[0]);
        };
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? string.Empty);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, ended) == ended)
            Assert.Fail($"feedpipe {arguments[0]} ended: " + string.Join('\n', log));
        return (process, await ready.Task);
    }

    private ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(BuiltProgram.Path, [.. arguments, "--data", Data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment["Fetching__AllowedNetworks__0"] = "127.0.0.0/8";
        start.Environment["Fetching__HostDelay"] = "00:00:00";
        start.Environment["Fetching__PerHost"] = "64";
        foreach (var (variable, value) in settings)
            start.Environment[variable] = value;
        if (sharedDatabase is not null)
            start.Environment["ConnectionStrings__FeedPipeline"] = sharedDatabase;
        return start;
    }

    /// <summary>One that other users may pass: as root, the servers run as somebody else.</summary>
    private static string NewDirectory()
    {
        var created = Directory.CreateTempSubdirectory("fp-");
        created.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.GroupRead | UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        return created.FullName;
    }

    private static bool Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(path => File.Exists(Path.Combine(path, program)));
}

/// <summary>What a verb said.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
