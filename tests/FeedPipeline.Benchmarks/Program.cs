using System.Globalization;
using BenchmarkDotNet.Running;
using FeedPipeline.Benchmarks.Deduplicating;
using FeedPipeline.Benchmarks.Extracting;
using FeedPipeline.Benchmarks.Fetching;
using FeedPipeline.Benchmarks.Publishing;
using FeedPipeline.Benchmarks.Scheduling;
using FeedPipeline.Benchmarks.Web;

if (args is ["fetch", .. var published])
    return await FetchRun.RunAsync(published is [var program] ? program : LocalWorker.Beside);

if (args is ["pages"])
    return PagesRun.Run();

if (args is ["schedule", .. var settings])
    return ScheduleRun.Run(settings);

if (args is ["copies", var directory, .. var sizes])
    return await CopiesRun.RunAsync(directory, [.. sizes.Select(int.Parse)]);

if (args is ["export", var data, var count])
    return await ExportRun.RunAsync(data, int.Parse(count, CultureInfo.InvariantCulture));

if (args is ["api", var filled, var articles])
    return await ApiRun.RunAsync(filled, int.Parse(articles, CultureInfo.InvariantCulture));

if (args is ["console", var kept, var size, .. var beginning])
    return await ConsoleRun.RunAsync(kept, int.Parse(size, CultureInfo.InvariantCulture), beginning is [var only] ? only : "");

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
