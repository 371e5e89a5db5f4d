namespace FeedPipeline.Fetching;

/// <summary>What is known of a fetch while it runs, so that a failure can tell it too.</summary>
internal sealed class Trail
{
    private readonly List<Redirect> hops = [];

    /// <summary>Status of the last response.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>Host of the first address, in ASCII; null when it was refused.</summary>
    public string? Host { get; set; }

    /// <summary>Time from the request to its response head.</summary>
    public TimeSpan HeadTook { get; set; }

    /// <summary>Body bytes on the wire, of the last response.</summary>
    public long BytesWire { get; set; }

    /// <summary>Body bytes after decoding, of the last response.</summary>
    public long BytesBody { get; set; }

    /// <summary>Redirects followed so far; the step from http to https is none.</summary>
    public int Redirects => hops.Count(hop => hop.Status != 0);

    /// <summary>Records a redirect that will be followed.</summary>
    public void Add(Redirect hop) => hops.Add(hop);

    /// <summary>The result, with what happened on the way.</summary>
    public FetchResult Mark(FetchResult result) =>
        result with { HttpStatus = HttpStatus, BytesWire = BytesWire, BytesBody = BytesBody, Hops = hops.Count == 0 ? [] : [.. hops] };
}
