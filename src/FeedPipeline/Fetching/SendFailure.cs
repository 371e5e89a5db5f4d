using System.Net.Sockets;
using System.Security.Authentication;
using FeedPipeline.Polls;

namespace FeedPipeline.Fetching;

/// <summary>Why no response came, or not all of it, in the operator's words.</summary>
internal static class SendFailure
{
    /// <summary>What the client threw, as a value.</summary>
    public static FetchResult.Failed Of(HttpRequestException thrown, Uri url, FetchingOptions options)
    {
        if (Cause<AddressRefusedException>(thrown) is { } refused)
            return new(PollOutcome.AddressRefused, refused.Message);

        var host = url.Authority;
        var socket = Cause<SocketException>(thrown)?.SocketErrorCode;
        return thrown.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError when socket == SocketError.TryAgain =>
                new(PollOutcome.DnsError, $"the name server gave no answer for host {url.IdnHost}: check the DNS of this machine"),
            HttpRequestError.NameResolutionError => new(PollOutcome.DnsError, $"no address for host {url.IdnHost}: check the name, or this machine's network (feedpipe doctor)"),
            HttpRequestError.SecureConnectionError => Tls(thrown, host),
            HttpRequestError.ConfigurationLimitExceeded => new(PollOutcome.HeadersTooLarge, FormattableString.Invariant(
                $"the response head of {host} is larger than {options.MaxHeaderKilobytes} kB: raise Fetching__MaxHeaderKilobytes if it is a feed")),
            HttpRequestError.HttpProtocolError =>
                new(PollOutcome.Http2Error, $"{host} broke the HTTP/2 connection off ({thrown.GetBaseException().Message}): it is polled again"),
            HttpRequestError.InvalidResponse =>
                new(PollOutcome.ProtocolError, $"what {host} answered is not HTTP ({thrown.Message}): check scheme and port of the URL"),
            HttpRequestError.ResponseEnded => Reset(host),
            _ => Connection(socket, host, thrown),
        };
    }

    /// <summary>What broke in the middle of a body: what came of it is not a document.</summary>
    public static FetchResult.Failed InBody(HttpIOException broken, string host) => broken.HttpRequestError switch
    {
        HttpRequestError.InvalidResponse =>
            new(PollOutcome.ProtocolError, $"{host} broke the rules of HTTP in the middle of the body: tell the publisher if it stays"),
        HttpRequestError.HttpProtocolError =>
            new(PollOutcome.Http2Error, $"{host} broke the HTTP/2 stream off in the middle of the body: it is polled again"),
        HttpRequestError.ResponseEnded when broken.InnerException is null =>
            new(PollOutcome.Truncated, $"{host} ended the body before its time: it is polled again"),
        _ => new(PollOutcome.ConnectionReset, $"{host} closed the connection in the middle of the body: it is polled again"),
    };

    /// <summary>Nobody accepted the connection in time.</summary>
    public static FetchResult.Failed NoConnection(Uri url, FetchingOptions options) => new(PollOutcome.ConnectTimeout, FormattableString.Invariant(
        $"{url.Authority} did not accept a connection within {options.ConnectTimeout.TotalSeconds} s: it is polled again"));

    /// <summary>No complete response head came in time.</summary>
    public static FetchResult.Failed NoAnswer(Uri url, FetchingOptions options)
    {
        var seconds = Math.Min(options.FirstByteTimeout.TotalSeconds, options.Timeout.TotalSeconds);
        return new(PollOutcome.TimeoutHeaders, FormattableString.Invariant($"{url.Authority} did not answer within {seconds} s: it is polled again"));
    }

    /// <summary>The body was still coming when the time was up.</summary>
    public static FetchResult.Failed NoEnd(string host, FetchingOptions options) => new(PollOutcome.TimeoutBody, FormattableString.Invariant(
        $"the body of {host} was not complete after {options.Timeout.TotalSeconds} s: raise Fetching__Timeout if it stays"));

    /// <summary>The body never got the memory it needs.</summary>
    public static FetchResult.Failed NoMemory(Uri url, FetchingOptions options) => new(PollOutcome.Busy, FormattableString.Invariant(
        $"the body of {url.Authority} waited {options.MemoryTimeout.TotalSeconds} s for memory that others held: raise Fetching__BodyMemory if it stays"));

    private static FetchResult.Failed Connection(SocketError? error, string host, Exception thrown) => error switch
    {
        SocketError.ConnectionRefused =>
            new(PollOutcome.ConnectError, $"{host} refused the connection: check the port, or wait until the server is up"),
        SocketError.TimedOut => new(PollOutcome.ConnectTimeout, $"{host} did not accept a connection in time: it is polled again"),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Reset(host),
        { } code => new(PollOutcome.ConnectError, $"{host} cannot be reached ({code}): check the network of this machine"),
        null when Cause<OperationCanceledException>(thrown) is not null =>
            new(PollOutcome.ConnectTimeout, $"{host} did not accept a connection in time: it is polled again"),
        null when Cause<IOException>(thrown) is not null => Reset(host),
        null => new(PollOutcome.ProtocolError, $"the request to {host} failed ({thrown.Message}): check the URL"),
    };

    private static FetchResult.Failed Reset(string host) =>
        new(PollOutcome.ConnectionReset, $"{host} closed the connection before it answered: it is polled again");

    private static FetchResult.Failed Tls(Exception thrown, string host) =>
        new(PollOutcome.TlsError, Cause<AuthenticationException>(thrown) is { InnerException: null } certificate
            ? certificate.Message
            : $"the TLS handshake with {host} failed ({thrown.GetBaseException().Message}): check scheme and port of the URL");

    private static T? Cause<T>(Exception thrown)
        where T : Exception
    {
        for (Exception? cause = thrown; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
                return found;
        }

        return null;
    }
}
