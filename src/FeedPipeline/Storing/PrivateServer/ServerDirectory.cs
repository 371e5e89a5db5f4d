using System.Globalization;
using System.Security.Cryptography;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>Where things are below the data directory, and whose they are.</summary>
internal sealed class ServerDirectory(string dataDirectory, int major, ServerAccount account)
{
    /// <summary>The part of the data directory that is the server's.</summary>
    public const string Name = "postgres";

    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = Mine | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Closed = Mine | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = Closed | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string root = Path.Combine(dataDirectory, Name);

    /// <summary>One cluster per major version, as none can read another's.</summary>
    public string Cluster => ClusterOf(dataDirectory, major);

    /// <summary>A cluster that initdb has not finished yet; what is left of one is worth nothing.</summary>
    public string Unfinished => Cluster + ".init";

    /// <summary>What the server says; the directory is its own, so that it can write there.</summary>
    public string Log => Path.Combine(root, "log", $"{Path.GetFileName(Cluster)}.log");

    /// <summary>Our settings, which the cluster's <c>postgresql.conf</c> includes.</summary>
    public string Settings => Cluster + ".conf";

    /// <summary>Held shared by every user of the server for as long as it uses it.</summary>
    public string UsersLock => Path.Combine(root, "users.lock");

    /// <summary>Held exclusively while somebody decides to start, adopt or stop the server.</summary>
    public string StartLock => Path.Combine(root, "start.lock");

    /// <summary>Held exclusively by the one worker.</summary>
    public string RunLock => Path.Combine(root, "run.lock");

    public string PasswordFile => Path.Combine(root, "password");

    private string PortFile => Path.Combine(root, "port");

    /// <summary>Whether this version's cluster is there, whole.</summary>
    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    /// <summary>The port of last time; null when there was none.</summary>
    public int? RememberedPort =>
        File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    /// <summary>The superuser's password; null before the first start.</summary>
    public string? Password => File.Exists(PasswordFile) ? File.ReadAllText(PasswordFile).Trim() : null;

    /// <summary>Major versions of the clusters below a data directory.</summary>
    public static IReadOnlyList<int> Majors(string dataDirectory)
    {
        var clusters = new DirectoryInfo(Path.Combine(dataDirectory, Name));
        return !clusters.Exists ? [] :
        [
            .. clusters.EnumerateDirectories()
                .Where(directory => File.Exists(Path.Combine(directory.FullName, "PG_VERSION")))
                .Select(directory => int.TryParse(directory.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : 0)
                .Where(found => found > 0),
        ];
    }

    /// <summary>Path of the cluster of a major version.</summary>
    public static string ClusterOf(string dataDirectory, int major) =>
        Path.Combine(dataDirectory, Name, major.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes the directories and lock files, and checks that the server's account can reach them.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        // Where root keeps the directory for another account, that account must be able to pass, but neither to look nor to write.
        await MakeDirectoryAsync(dataDirectory, stop);
        await MakeDirectoryAsync(root, stop);
        await account.CheckReachableAsync(root, stop);
        foreach (var file in new[] { UsersLock, StartLock, RunLock }.Where(file => !File.Exists(file)))
            await MakeLockFileAsync(file, stop);
    }

    /// <summary>The superuser's password, made up when there is none.</summary>
    public async Task<string> EnsurePasswordAsync(CancellationToken stop)
    {
        if (Password is null)
            await WriteAsync(PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true), Mine, account.KeepsDirectory, stop);
        return Password!;
    }

    /// <summary>Writes the password where initdb, running as the server's account, can read it; the caller deletes the file.</summary>
    public async Task<string> LendPasswordAsync(CancellationToken stop)
    {
        var lent = Unfinished + ".password";
        await WriteAsync(lent, await EnsurePasswordAsync(stop), Mine, handOver: true, stop);
        return lent;
    }

    public Task RememberPortAsync(int port, CancellationToken stop) =>
        WriteAsync(PortFile, port.ToString(CultureInfo.InvariantCulture), Readable, account.KeepsDirectory, stop);

    public Task WriteSettingsAsync(string settings, CancellationToken stop) =>
        WriteAsync(Settings, settings, Readable, account.KeepsDirectory, stop);

    /// <summary>An empty directory for initdb, without what an interrupted one may have left.</summary>
    public async Task MakeUnfinishedAsync(CancellationToken stop)
    {
        if (Directory.Exists(Unfinished))
            Directory.Delete(Unfinished, recursive: true);
        await LendDirectoryAsync(Unfinished, stop);
    }

    /// <summary>The directory of the log.</summary>
    public async Task EnsureLogDirectoryAsync(CancellationToken stop)
    {
        if (Path.GetDirectoryName(Log) is { } logs && !Directory.Exists(logs))
            await LendDirectoryAsync(logs, stop);
    }

    private async Task LendDirectoryAsync(string directory, CancellationToken stop)
    {
        Directory.CreateDirectory(directory);
        SetMode(directory, Closed);
        await account.HandOverAsync(directory, stop);
    }

    private async Task MakeDirectoryAsync(string directory, CancellationToken stop)
    {
        if (Directory.Exists(directory))
            return;
        Directory.CreateDirectory(directory);
        SetMode(directory, account.Id is null || account.KeepsDirectory ? Closed : Passable);
        if (account.KeepsDirectory)
            await account.HandOverAsync(directory, stop);
    }

    /// <summary>Never in place of one that another process may have made, and locked, at the same time.</summary>
    private async Task MakeLockFileAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite });
            SetMode(path, Mine);
        }
        catch (IOException) when (File.Exists(path))
        {
            return;
        }

        if (account.KeepsDirectory)
            await account.HandOverAsync(path, stop);
    }

    /// <summary>
    /// Whole or not at all; and a new file that takes the old one's place, so that root, writing in another account's directory, is not led
    /// through a link to somewhere else.
    /// </summary>
    private async Task WriteAsync(string path, string content, UnixFileMode mode, bool handOver, CancellationToken stop)
    {
        var draft = path + ".new";
        File.Delete(draft);
        await using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }))
        {
            SetMode(draft, mode);
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync(content.AsMemory(), stop);
        }

        if (handOver)
            await account.HandOverAsync(draft, stop);
        File.Move(draft, path, overwrite: true);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
