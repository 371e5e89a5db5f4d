using BenchmarkDotNet.Running;
using FeedPipeline.Benchmarks.Deduplicating;
using FeedPipeline.Benchmarks.Extracting;
using FeedPipeline.Benchmarks.Fetching;
using FeedPipeline.Benchmarks.Scheduling;

if (args is ["fetch"])
    return await FetchRun.RunAsync();

if (args is ["pages"])
    return PagesRun.Run();

if (args is ["schedule", .. var settings])
    return ScheduleRun.Run(settings);

if (args is ["copies", var directory, .. var sizes])
    return await CopiesRun.RunAsync(directory, [.. sizes.Select(int.Parse)]);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
