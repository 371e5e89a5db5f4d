// Every test runs several processes, which wait more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace FeedPipeline.EndToEnd;

/// <summary>Tests that measure what the program takes or how soon it comes to itself: beside others they would measure the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>What classes of such tests say.</summary>
    public const string Name = "alone on the machine";
}
