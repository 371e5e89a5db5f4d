using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FeedPipeline.Fetching;

/// <summary>What is wrong with a certificate, as an operator would tell the publisher.</summary>
internal static class CertificateProblem
{
    /// <summary>The first of: none sent, out of its dates, another host's, not trusted.</summary>
    public static string Describe(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return $"{host} sent no certificate: tell the publisher";

        var faults = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var (from, to) = (certificate.NotBefore, certificate.NotAfter);
            return FormattableString.Invariant(
                $"certificate of {host} has expired or is not valid yet ({from:yyyy-MM-dd} to {to:yyyy-MM-dd}): tell the publisher");
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"certificate of {host} was issued for another host ({certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}): check the URL"
            : $"certificate of {host} is not trusted ({faults}): tell the publisher, or install its authority on this machine";
    }
}
