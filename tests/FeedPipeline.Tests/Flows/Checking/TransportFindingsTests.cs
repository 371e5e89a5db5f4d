using System.Net;
using FeedPipeline.Documents;
using FeedPipeline.Feeds;
using FeedPipeline.Fetching;
using FeedPipeline.Flows.Checking;
using FeedPipeline.Polls;

namespace FeedPipeline.Tests.Flows.Checking;

public sealed class TransportFindingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90, Grade.Good)]
    [InlineData(3, Grade.Note)]
    public void A_certificate_is_told_with_its_end(int days, Grade grade)
    {
        var connection = new Connection("example.com", 443, [IPAddress.Parse("93.184.216.34")]) { Tls = "TLS 1.3", Http = "2.0", Issuer = "R3", CertificateUntil = Now.AddDays(days) };

        var tls = Assert.Single(TransportFindings.Of([connection], "https://example.com/", Fetched(), Now), finding => finding.Check == "tls");

        Assert.Equal(grade, tls.Grade);
        Assert.StartsWith($"TLS 1.3, HTTP 2.0; the certificate of example.com by R3 is good until {Now.AddDays(days):yyyy-MM-dd}", tls.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PollOutcome.DnsError, "dns")]
    [InlineData(PollOutcome.AddressRefused, "address")]
    [InlineData(PollOutcome.TlsError, "tls")]
    [InlineData(PollOutcome.RedirectLimit, "redirects")]
    [InlineData(PollOutcome.Http5xx, "answer")]
    [InlineData(PollOutcome.TimeoutBody, "answer")]
    public void A_failure_is_told_once_where_it_belongs(PollOutcome outcome, string check)
    {
        var hops = outcome == PollOutcome.RedirectLimit ? new[] { new Redirect(302, "http://example.com/2") } : [];

        var bad = Assert.Single(TransportFindings.Of([], "http://example.com/", new FetchResult.Failed(outcome, "no") { Hops = hops }, Now));

        Assert.Equal(new Finding(check, Grade.Bad, "no"), bad);
    }

    [Fact]
    public void Large_documents_should_come_compressed()
    {
        Assert.Equal((Grade.Note, "200, application/rss+xml, 50 kB, not compressed"), Answer(Fetched(wire: 50_000, body: 50_000)));
        Assert.Equal((Grade.Good, "200, application/rss+xml, 9000 bytes for 50 kB"), Answer(Fetched(wire: 9_000, body: 50_000)));
        Assert.Equal((Grade.Note, "200, text/html, 100 bytes: not the type of a feed, it is read all the same"), Answer(Fetched(wire: 100, body: 100, type: "text/html")));
    }

    private static (Grade Grade, string Says) Answer(FetchResult fetch)
    {
        var finding = Assert.Single(TransportFindings.Of([], "https://example.com/", fetch, Now), finding => finding.Check == "answer");
        return (finding.Grade, finding.Says);
    }

    private static FetchResult.Fetched Fetched(long wire = 10, long body = 10, string type = "application/rss+xml") =>
        new(new FetchedDocument { Body = new byte[] { 1 }, MediaType = type }, Validators.None) { HttpStatus = 200, BytesWire = wire, BytesBody = body };
}
