using System.Text;
using FeedPipeline.Documents;
using FeedPipeline.Reading;
using FeedPipeline.Worker.Sampling;

namespace FeedPipeline.Tests.Sampling;

/// <summary>The sample site from the seeds that come with the program.</summary>
internal static class SampleNews
{
    public const string Origin = "http://127.0.0.1:8081";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<SampleSeed> Seeds { get; } = SampleSeed.ReadAll(SampleSeed.DefaultDirectory);

    public static SampleSite Site(long seed = 1) => new(new Newsroom(Seeds, seed), new Timetable(Start, TimeSpan.FromMinutes(1)));

    public static string Xml(SampleFeed feed, int tick, long seed = 1) => Encoding.UTF8.GetString(FeedXml.Write(feed, Site(seed).Listed(feed, tick), Origin));

    public static FeedDocument Read(SampleFeed feed, int tick) =>
        FeedReader.Read(new FetchedDocument { Body = Encoding.UTF8.GetBytes(Xml(feed, tick)), Url = Origin }, new ReadingOptions());

    /// <summary>Every article that is published by a tick, as it stands then.</summary>
    public static IReadOnlyList<SampleArticle> Articles(int tick, long seed = 1)
    {
        var site = Site(seed);
        return [.. Enumerable.Range(0, SampleSite.FirstArticles + tick).Select(number => site.Find(number, tick)!)];
    }
}
