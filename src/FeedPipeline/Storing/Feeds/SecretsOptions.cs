namespace FeedPipeline.Storing.Feeds;

/// <summary>What keeps credentials secret in the database. Section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>File with the keys: a line each, a number from 1 to 255, a space, and 32 bytes as Base64; the last one seals, all open. Null: credentials cannot be added.</summary>
    public string? KeyFile { get; init; }
}
