using FeedPipeline.Polls;
using FeedPipeline.Storing;
using Microsoft.AspNetCore.Http;

namespace FeedPipeline.Web.Asking;

/// <summary>Parameters that several lists take.</summary>
internal static class Lists
{
    private const int Most = 500;
    private const int Usual = 100;
    private const int LongestTag = 35;

    /// <summary>How many rows.</summary>
    public static QueryParameter Limit { get; } = QueryParameter.Whole("limit", "Rows of a part at most.", 1, Most, Usual);

    /// <summary>Of one feed.</summary>
    public static QueryParameter Feed { get; } = QueryParameter.Id("feed", "Only what this feed brought.");

    /// <summary>In one language.</summary>
    public static QueryParameter Language { get; } = QueryParameter.Text("language", "Only in this language (BCP 47); en means en-GB too.", LongestTag);

    /// <summary>From then on.</summary>
    public static QueryParameter Since { get; } = QueryParameter.Time("since", "Only from this time on.");

    /// <summary>How a poll ended.</summary>
    public static QueryParameter Outcome { get; } = QueryParameter.Choice("outcome", "Only polls that ended so.", null, [.. Enum.GetValues<PollOutcome>().Select(TableNaming.Of)]);

    /// <summary>What is over too.</summary>
    public static QueryParameter All { get; } = QueryParameter.Choice("all", "Whether what is over is listed too.", "false", "true", "false");

    /// <summary>How many rows are wanted.</summary>
    public static int Count(this HttpContext context) => context.Value<int?>(Limit) ?? Usual;

    /// <summary>Where the part before ended; null for the first part.</summary>
    public static ListPlace? After(this HttpContext context) => context.Value<ListPlace>(Cursor.Parameter);
}
