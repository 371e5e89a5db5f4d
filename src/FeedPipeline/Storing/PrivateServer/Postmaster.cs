using System.Globalization;
using System.Text;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>A server process that runs on a cluster, as its <c>postmaster.pid</c> and the kernel tell.</summary>
internal sealed record Postmaster(int Pid, int Port)
{
    private const int PortLine = 3;

    /// <summary>The process that serves the cluster; null when there is none, whatever a crash may have left behind.</summary>
    public static Postmaster? Of(string cluster) =>
        Read(cluster) is { } stated && Serves(stated.Pid, cluster) ? stated : null;

    /// <summary>What <c>postmaster.pid</c> says; null when there is none or the server is just writing it.</summary>
    public static Postmaster? Read(string cluster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            return lines.Length > PortLine
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
                && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port) ? new(pid, port) : null;
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the process is a postgres that was started with this directory: after a reboot the number may be another program's.</summary>
    private static bool Serves(int pid, string cluster)
    {
        try
        {
            var arguments = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Split('\0');
            return Path.GetFileName(arguments[0]) == "postgres" && arguments.Contains(cluster);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
