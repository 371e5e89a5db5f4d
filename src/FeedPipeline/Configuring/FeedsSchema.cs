namespace FeedPipeline.Configuring;

/// <summary>The JSON schema of <see cref="FeedsFile"/>, for editors.</summary>
public static class FeedsSchema
{
    /// <summary>As it stands beside this file.</summary>
    public static async Task<string> TextAsync(CancellationToken stop)
    {
        await using var resource = typeof(FeedsSchema).Assembly.GetManifestResourceStream("feeds.schema.json")!;
        using var reader = new StreamReader(resource);
        return await reader.ReadToEndAsync(stop);
    }
}
