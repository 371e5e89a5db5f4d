using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.Benchmarks.Fetching;

/// <summary>A real web server on loopback with some feeds, each at an address of its own.</summary>
internal sealed class LocalNginx : IAsyncDisposable
{
    private readonly string _directory;
    private readonly Process _process;

    private LocalNginx(string directory, Process process, IReadOnlyList<string> urls) => (_directory, _process, Urls) = (directory, process, urls);

    /// <summary>Every feed, spread over hosts.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>Serves so many feeds from so many hosts, at most 250.</summary>
    public static async Task<LocalNginx> StartAsync(int feeds, int hosts)
    {
        var directory = Directory.CreateTempSubdirectory("nginx-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, (UnixFileMode)0x1ed);
        var port = FreePort();
        for (var feed = 0; feed < feeds; feed++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(directory, $"{feed}.xml"),
                $"<rss version='2.0'><channel><title>{feed}</title><item><guid isPermaLink='false'>{feed}</guid><title>Harbour report {feed}</title></item></channel></rss>");
        }

        var listens = string.Concat(Enumerable.Range(1, hosts).Select(host => $"listen 127.0.0.{host}:{port} backlog=1024; "));
        await File.WriteAllTextAsync(Path.Combine(directory, "nginx.conf"), $$"""
            daemon off; {{(Environment.IsPrivilegedProcess ? "user root;" : "")}} worker_processes 1; pid {{directory}}/pid; error_log {{directory}}/error.log;
            events { worker_connections 4096; }
            http { access_log off; keepalive_requests 1000000; client_body_temp_path {{directory}}/t1; proxy_temp_path {{directory}}/t2; fastcgi_temp_path {{directory}}/t3;
                   uwsgi_temp_path {{directory}}/t4; scgi_temp_path {{directory}}/t5; server { {{listens}} root {{directory}}; } }
            """);
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-c", Path.Combine(directory, "nginx.conf"), "-e", Path.Combine(directory, "error.log")]))!;
        return new LocalNginx(directory, process, [.. Enumerable.Range(0, feeds).Select(feed =>
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.{(feed % hosts) + 1}:{port}/{feed}.xml"))]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
