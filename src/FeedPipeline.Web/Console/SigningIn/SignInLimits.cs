using System.Threading.RateLimiting;
using FeedPipeline.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Web.Console.SigningIn;

/// <summary>How often one may be wrong about the password: an address on its own, and everybody together. Who has to wait is not even listened to.</summary>
internal sealed class SignInLimits(IOptions<WebOptions> options) : IDisposable
{
    private const int AllAddresses = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> tries = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => Of(CallLimits.Address(context), options.Value.WrongPasswordsPerMinute)),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => Of("all", options.Value.WrongPasswordsPerMinute * AllAddresses)));

    /// <summary>Takes one of the tries that are left; how long to wait when there is none, null when there was one.</summary>
    public TimeSpan? Try(HttpContext context)
    {
        using var lease = tries.AttemptAcquire(context);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    /// <inheritdoc/>
    public void Dispose() => tries.Dispose();

    private static RateLimitPartition<string> Of(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 });
}
