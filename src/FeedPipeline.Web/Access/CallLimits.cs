using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using FeedPipeline.Web.Answering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Access;

/// <summary>How often one may call, and how often one may be wrong.</summary>
internal sealed class CallLimits(IOptions<WebOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> wrong =
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(Address(context), _ => Of(options.Value.FailuresPerMinute)));

    /// <summary>Counts a wrong key; how long its sender has to wait when there were too many, null when there were not.</summary>
    public TimeSpan? Wrong(HttpContext context)
    {
        using var lease = wrong.AttemptAcquire(context);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    /// <summary>Calls by key, and by address where there is no valid key. A proxy's word for whom it calls is not believed.</summary>
    public static PartitionedRateLimiter<HttpContext> Calls(WebOptions options) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } key ? "key " + key : Address(context), _ => Of(options.CallsPerMinute)));

    /// <summary>429, and when to come again.</summary>
    public static async Task RefuseAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await Problems.Of(StatusCodes.Status429TooManyRequests, "There were too many calls: try again when Retry-After is over.").ExecuteAsync(context);
    }

    /// <inheritdoc/>
    public void Dispose() => wrong.Dispose();

    /// <summary>By which somebody without a key is counted.</summary>
    public static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        // One network of IPv6 has more addresses than there are counters.
        return address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } && !IPAddress.IsLoopback(address)
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "none";
    }

    private static FixedWindowRateLimiterOptions Of(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}

/// <summary>The framework's limiter with our limits.</summary>
internal static class CallLimiting
{
    /// <summary>For all routes but those that say otherwise.</summary>
    public static IServiceCollection AddCallLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter => limiter.OnRejected = async (rejected, _) =>
            await CallLimits.RefuseAsync(rejected.HttpContext, rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1)));
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<WebOptions>>((limiter, web) => limiter.GlobalLimiter = CallLimits.Calls(web.Value));
        return services;
    }
}
