namespace FeedPipeline.Feeds;

/// <summary>What makes the next request conditional (RFC 9110 section 13), kept verbatim, and the hash that backs it.</summary>
/// <param name="ETag">As sent, quotes and weakness included; null when none was sent.</param>
/// <param name="LastModified">As sent; null when none was sent.</param>
/// <param name="BodyHash">SHA-256 of the decoded body; null before the first document.</param>
public sealed record Validators(string? ETag, string? LastModified, ReadOnlyMemory<byte>? BodyHash)
{
    /// <summary>Before the first document: the request is unconditional.</summary>
    public static Validators None { get; } = new(null, null, null);
}
