using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace FeedPipeline.Tests.Fetching;

/// <summary>The rows of the case file, the names in them, and listeners where nobody may come.</summary>
internal static class SsrfRows
{
    /// <summary>Set where the tests run inside a network namespace of their own.</summary>
    public const string Inside = "FEEDPIPELINE_IN_NAMESPACE";

    /// <summary>Where the case file lies; null when nobody says.</summary>
    public static string? Corpus => Environment.GetEnvironmentVariable("FEEDPIPELINE_CORPUS");

    /// <summary>Every row.</summary>
    public static IEnumerable<(string Id, string Verdict, string Url)> All() =>
        from line in File.ReadLines(Path.Combine(Corpus!, "ssrf_cases.txt"))
        where !line.StartsWith('#')
        let row = line.Split('\t')
        select (row[0], row[1], Regex.Replace(row[3], @"\\(?:[tn](?![a-z])|u[0-9a-f]{4})", escape => Regex.Unescape(escape.Value), RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>A name server that lies as attackers' do.</summary>
    public static IPAddress[] Resolve(string host) => host switch
    {
        "localhost" or "foo.localhost" or "ip6-localhost" or "ip6-loopback" or "cname.test.invalid" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        "a127.test.invalid" or "azero.test.invalid" or "rebind-slow.test.invalid" or "rebind-conn.test.invalid" or "rebind.test.invalid" => [IPAddress.Loopback],
        "a10.test.invalid" or "intranet" or "db.internal" or "router.local" or "host.docker.internal" or "printer.home.arpa" => [IPAddress.Parse("10.0.0.1")],
        "ameta.test.invalid" or "metadata.google.internal" or "metadata" or "instance-data" => [IPAddress.Parse("169.254.169.254")],
        "amapped.test.invalid" => [IPAddress.Parse("::ffff:127.0.0.1")],
        "aula.test.invalid" => [IPAddress.Parse("fd00::1")],
        "anat64.test.invalid" => [IPAddress.Parse("64:ff9b::7f00:1")],
        "mixed.test.invalid" => [IPAddress.Parse("93.184.216.34"), IPAddress.Loopback],
        _ => throw new SocketException((int)SocketError.HostNotFound),
    };
}

/// <summary>Listeners on every address of the namespace, on the ports that the rows name.</summary>
internal sealed class Sentinels : IDisposable
{
    private static readonly int[] Ports = [80, 443, 22, 3128, 5432, 6379, 8080];

    private readonly List<TcpListener> listeners = [];

    public Sentinels()
    {
        foreach (var port in Ports)
        {
            var listener = TcpListener.Create(port);
            listener.Start();
            listeners.Add(listener);
        }
    }

    public int Accepted => listeners.Count(listener => listener.Pending());

    public async Task<int> AwaitAcceptedAsync()
    {
        for (var tries = 0; tries < 100 && Accepted == 0; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return Accepted;
    }

    public void Dispose()
    {
        foreach (var listener in listeners)
            listener.Dispose();
    }
}
