namespace FeedPipeline.Fetching;

/// <summary>Sends a request over connections whose certificates were verified, or, where an operator excepted its feed, over others. The two share none.</summary>
internal sealed class CertificateChoice(HttpMessageHandler verified, HttpMessageHandler unverified) : HttpMessageHandler
{
    private readonly HttpMessageInvoker verifying = new(verified);
    private readonly HttpMessageInvoker trusting = new(unverified);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request is AnyCertificateRequest ? trusting : verifying).SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            verifying.Dispose();
            trusting.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A request whose host may show any certificate.</summary>
internal sealed class AnyCertificateRequest : HttpRequestMessage;
