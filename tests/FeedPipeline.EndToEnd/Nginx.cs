using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FeedPipeline.EndToEnd;

/// <summary>A real web server on loopback that serves files, with validators as it makes them.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];

    private readonly string directory;
    private readonly Process process;

    private Nginx(string directory, int port, Process process)
    {
        this.directory = directory;
        this.process = process;
        Url = $"http://127.0.0.1:{port}";
    }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>Requests it answered so far, one line each.</summary>
    public IReadOnlyList<string> Requests => File.Exists(AccessLog) ? File.ReadAllLines(AccessLog) : [];

    private string AccessLog => Path.Combine(directory, "access.log");

    /// <summary>Starts it below a directory, or skips the test where it is not installed.</summary>
    public static async Task<Nginx> StartAsync(string directory)
    {
        var program = Places.FirstOrDefault(File.Exists);
        Skip.If(program is null, "nginx is not installed");
        Directory.CreateDirectory(Path.Combine(directory, "www"));
        var port = FreePort();
        var configuration = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(directory, port));
        var start = new ProcessStartInfo(program!, ["-c", configuration, "-e", Path.Combine(directory, "error.log")]) { UseShellExecute = false, RedirectStandardError = true };
        var nginx = new Nginx(directory, port, Process.Start(start)!);
        await Wait.UntilAsync(() => Listens(port), "nginx listens");
        return nginx;
    }

    /// <summary>Puts a file there, at once and whole, and later than the one before it by a second, the grain of <c>Last-Modified</c>.</summary>
    public void Serve(string name, string content)
    {
        var path = Path.Combine(directory, "www", name);
        var before = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : DateTime.UnixEpoch.AddYears(50);
        File.WriteAllText(path + ".new", content);
        File.SetLastWriteTimeUtc(path + ".new", before.AddSeconds(1));
        File.Move(path + ".new", path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static string Configuration(string directory, int port) => $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 1;
        pid {{directory}}/nginx.pid;
        error_log {{directory}}/error.log;
        events { worker_connections 64; }
        http {
            access_log {{directory}}/access.log;
            client_body_temp_path {{directory}}/t1; proxy_temp_path {{directory}}/t2; fastcgi_temp_path {{directory}}/t3;
            uwsgi_temp_path {{directory}}/t4; scgi_temp_path {{directory}}/t5;
            types { application/rss+xml xml; text/html html; }
            server { listen 127.0.0.1:{{port}}; root {{directory}}/www; }
        }
        """;

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
