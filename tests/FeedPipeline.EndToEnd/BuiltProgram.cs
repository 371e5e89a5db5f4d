namespace FeedPipeline.EndToEnd;

/// <summary>The program that is tried: the one that <c>FEEDPIPELINE_PROGRAM</c> names, as operators get it; otherwise what the build of these tests made.</summary>
internal static class BuiltProgram
{
    /// <summary>Where its executable lies.</summary>
    public static readonly string Path =
        Environment.GetEnvironmentVariable("FEEDPIPELINE_PROGRAM") is { Length: > 0 } named ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "feedpipe");
}
