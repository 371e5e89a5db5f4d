using BenchmarkDotNet.Running;
using FeedPipeline.Benchmarks.Fetching;

if (args is ["fetch"])
    return await FetchRun.RunAsync();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
