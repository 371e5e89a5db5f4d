using System.Globalization;
using System.Net.Http.Headers;
using FeedPipeline.Documents;
using FeedPipeline.Fetching;
using FeedPipeline.Flows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Api;

/// <summary>Where hubs answer and deliver (W3C WebSub). Open to everybody: an address that only a hub was told, and its signature, are the keys.</summary>
internal static class WebSubRoutes
{
    /// <summary>The paths of the callbacks begin so.</summary>
    public const string Callbacks = "/websub";

    private const int MaxChallengeLength = 4096;

    /// <summary>GET: the hub asks whether it was us who asked. POST: it delivers.</summary>
    public static void MapWebSub(this IEndpointRouteBuilder app)
    {
        app.MapGet(Callbacks + "/{token}", VerifyAsync).AllowAnonymous()
            .WithName("verifySubscription").WithSummary("Where a hub asks whether it was us who asked (W3C WebSub section 5.3).")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").Refuses(StatusCodes.Status404NotFound);
        app.MapPost(Callbacks + "/{token}", ReceiveAsync).AllowAnonymous()
            .WithName("receiveDelivery").WithSummary("Where a hub delivers a document, signed (W3C WebSub section 7).")
            .Produces(StatusCodes.Status202Accepted).Refuses(StatusCodes.Status410Gone, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> VerifyAsync(string token, HttpRequest request, PushReceiver receiver, CancellationToken stop)
    {
        var (mode, topic, challenge) = (Query(request, "hub.mode"), Query(request, "hub.topic"), Query(request, "hub.challenge"));
        if (topic is null || await receiver.FindAsync(token, stop) is not { } push)
            return TypedResults.NotFound();

        switch (mode)
        {
            case "subscribe" when challenge is { Length: > 0 and <= MaxChallengeLength }:
                long? lease = long.TryParse(Query(request, "hub.lease_seconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
                return await receiver.ConfirmAsync(push, topic, lease, stop) ? TypedResults.Text(challenge, "text/plain") : TypedResults.NotFound();
            case "denied":
                await receiver.DenyAsync(push, topic, Query(request, "hub.reason"), stop);
                return TypedResults.Ok();
            default:
                // We never ask to end a subscription: one that nobody wants any more answers 410 and runs out.
                return TypedResults.NotFound();
        }
    }

    private static async Task<IResult> ReceiveAsync(
        string token, HttpRequest request, PushReceiver receiver, IOptions<FetchingOptions> fetching, CancellationToken stop)
    {
        if (await receiver.FindAsync(token, stop) is not { } push)
            return TypedResults.StatusCode(StatusCodes.Status410Gone);
        if (await BodyAsync(request, fetching.Value.MaxBodyBytes, stop) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);

        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        var delivered = new FetchedDocument { Body = body, MediaType = type?.MediaType, Charset = type?.CharSet?.Trim('"') };
        return await receiver.ReceiveAsync(push, request.Headers["X-Hub-Signature"], delivered, stop) == PushResult.NotAsked
            ? TypedResults.StatusCode(StatusCodes.Status410Gone)
            // A wrong signature is acknowledged too (section 8): its sender learns nothing.
            : TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>Null beyond the limit.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request, int limit, CancellationToken stop)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (body.Length + read > limit)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static string? Query(HttpRequest request, string name) => request.Query.TryGetValue(name, out var values) ? values[0] : null;
}
