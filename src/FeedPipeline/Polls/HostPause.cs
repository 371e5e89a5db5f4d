namespace FeedPipeline.Polls;

/// <summary>A host, or all hosts under a domain, that asked to be left alone.</summary>
/// <param name="Name">Host name, or the registrable domain with a dot in front.</param>
/// <param name="Until">By the database's clock.</param>
public sealed record HostPause(string Name, DateTimeOffset Until);
