using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FeedPipeline.Web.Console;

/// <summary>The style sheet, the script and the icon, from the program itself; an address holds what it names for ever.</summary>
internal static class ConsoleFiles
{
    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = new(StringComparer.Ordinal);

    /// <summary>Address of the style sheet.</summary>
    public static string Style { get; } = Add("console.css", "text/css; charset=utf-8");

    /// <summary>Address of the script.</summary>
    public static string Script { get; } = Add("console.js", "text/javascript; charset=utf-8");

    /// <summary>Address of the icon.</summary>
    public static string Icon { get; } = Add("icon.svg", "image/svg+xml");

    /// <summary>The route of them all.</summary>
    public static void MapFiles(this IEndpointRouteBuilder console) => console.ShowsAnybody("/console/{name}", Answer);

    private static IResult Answer(HttpContext context, string name)
    {
        if (!Files.TryGetValue("/console/" + name, out var file))
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    private static string Add(string name, string type)
    {
        using var stream = typeof(ConsoleFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var content = memory.ToArray();
        var address = $"/console/{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6))}-{name}";
        Files.Add(address, (type, content));
        return address;
    }
}
