using FeedPipeline.Feeds;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Fetching;

/// <summary>Asks for articles' pictures, so that no browser has to ask strangers: through the same client as feeds, which refuses addresses that are not public.</summary>
/// <param name="client">The way every stranger is asked.</param>
/// <param name="options">Every limit.</param>
public sealed class PictureFetcher(PoliteClient client, IOptions<FetchingOptions> options)
{
    private const int SvgWithin = 1024;
    private const string Accept = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/svg+xml;q=0.9";

    private readonly Exchange exchange = client.Exchange(options.Value with { MaxBodyBytes = options.Value.MaxPictureBytes });

    /// <summary>The picture and its media type, told from its bytes; null when none came that a browser draws. Whoever passes an SVG on keeps it from being more than a picture.</summary>
    public async Task<(string MediaType, ReadOnlyMemory<byte> Content)?> FetchAsync(string url, CancellationToken stop)
    {
        var trail = new Trail();
        var answer = trail.Mark(await client.FollowAsync(exchange, url, new Question(Validators.None, Accept), trail, options.Value.MaxPageRedirects, stop));
        if (answer is not FetchResult.Fetched { Document: var picture, Share: var share })
            return null;
        // Read at once, and as large as a page at most.
        var content = picture.Body.ToArray();
        share?.Dispose();
        return MediaType(content) is { } type ? (type, content) : null;
    }

    /// <summary>By the signatures of the MIME Sniffing Standard (section 6.1), whatever the server says.</summary>
    internal static string? MediaType(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f', ..] => "image/avif",
        _ => IsSvg(content) ? "image/svg+xml" : null,
    };

    private static bool IsSvg(ReadOnlySpan<byte> content)
    {
        var start = content[..Math.Min(content.Length, SvgWithin)].TrimStart("\uFEFF \t\r\n"u8);
        return start.StartsWith("<svg"u8) || (start.StartsWith("<?xml"u8) && start.IndexOf("<svg"u8) > 0);
    }
}
