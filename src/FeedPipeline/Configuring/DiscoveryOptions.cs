using System.ComponentModel.DataAnnotations;

namespace FeedPipeline.Configuring;

/// <summary>How a site is searched for its feeds. Section <c>Discovery</c>.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>Well-known places that are asked where a page links no feed; 0 to 10.</summary>
    [Range(0, 10)]
    public int WellKnownPlaces { get; init; } = 5;

    /// <summary>Sites of dead feeds that are searched in one hour; 0 to 1,000.</summary>
    [Range(0, 1000)]
    public int SitesAnHour { get; init; } = 60;
}
