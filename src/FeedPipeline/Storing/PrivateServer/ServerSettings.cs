using System.Globalization;
using System.Text;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>What the private server is told beyond PostgreSQL's defaults, each with its reason.</summary>
internal static class ServerSettings
{
    /// <summary>sun_path holds 108 bytes, of which the last is zero.</summary>
    private const int MaxSocketPathBytes = 107;
    private const long Mebibyte = 1 << 20;

    /// <summary>The text of the settings file.</summary>
    /// <param name="port">Port on 127.0.0.1.</param>
    /// <param name="cluster">The server's directory, closed to others, which holds the socket too.</param>
    /// <param name="memoryBytes">Memory of the machine or container.</param>
    public static string For(int port, string cluster, long memoryBytes)
    {
        // An eighth: the worker, and the kernel's cache of the same pages, need the rest.
        var sharedBuffers = Math.Clamp(memoryBytes / 8 / Mebibyte, 32, 512);
        var cache = Math.Max(memoryBytes / 2 / Mebibyte, 64);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Written at every start; put your own settings into postgresql.conf, below the line that includes this file.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = '{SocketDirectory(port, cluster)}'
            unix_socket_permissions = 0700
            max_connections = 100
            password_encryption = 'scram-sha-256'
            cluster_name = 'feedpipeline'           # tells this server from others in ps

            # Losing no article goes before speed.
            fsync = on
            full_page_writes = on
            synchronous_commit = on

            shared_buffers = {sharedBuffers}MB
            effective_cache_size = {cache}MB        # what shared buffers and the kernel keep together
            random_page_cost = 1.1                  # solid-state disks
            jit = off                               # compiling costs more than our short statements
            max_wal_size = 2GB                      # bulk imports would checkpoint all the time with 1GB
            checkpoint_timeout = 10min              # fewer full-page images in the log; recovery stays within seconds
            wal_compression = on                    # halves what full-page images write
            autovacuum_vacuum_scale_factor = 0.05   # schedule rows change all day
            autovacuum_analyze_scale_factor = 0.05

            log_line_prefix = '%m [%p] '
            log_checkpoints = off                   # on by default from 15; nothing to act upon
            log_timezone = 'UTC'
            timezone = 'UTC'
            lc_messages = 'C'                       # errors are looked for in the log, in English

            """);
    }

    /// <summary>The socket's directory as a quoted value; empty, which means no socket, when its path would be too long.</summary>
    private static string SocketDirectory(int port, string cluster)
    {
        var socket = string.Create(CultureInfo.InvariantCulture, $"{cluster}/.s.PGSQL.{port}");
        return Encoding.UTF8.GetByteCount(socket) > MaxSocketPathBytes || cluster.Contains(',', StringComparison.Ordinal)
            ? ""
            : cluster.Replace("'", "''", StringComparison.Ordinal);
    }
}
