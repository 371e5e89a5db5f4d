using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedPipeline.Storing.PrivateServer;

/// <summary>One installation of PostgreSQL's server programs.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The oldest version that the schema and the settings are written for.</summary>
    public const int OldestMajor = 15;

    private const string Advice =
        "install PostgreSQL (Debian, Ubuntu: apt-get install postgresql), or set ConnectionStrings__FeedPipeline to a server of yours";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The path of one of the programs.</summary>
    public string this[string program] => Path.Combine(Directory, program);

    /// <summary>
    /// The configured directory and no other; else the first of PATH and the packages' directories, newest first,
    /// preferring a version that existing clusters have, so that a newer package beside it changes nothing.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(
        PrivateServerOptions options, IReadOnlyCollection<int> clusters, CancellationToken stop)
    {
        if (options.BinDirectory is { } configured)
        {
            if (!IsComplete(configured))
                throw new PrivateServerException(
                    $"PrivateServer:BinDirectory {configured} lacks postgres, initdb or pg_ctl: correct it, or {Advice}");
            return Checked(await VersionedAsync(configured, stop));
        }

        var found = new List<PostgresBinaries>();
        foreach (var directory in Candidates(Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/lib/postgresql"))
            found.Add(await VersionedAsync(directory, stop));

        var chosen = found.Find(binaries => clusters.Contains(binaries.Major)) ?? found.Find(binaries => binaries.Major >= OldestMajor) ?? found.FirstOrDefault()
            ?? throw new PrivateServerException($"No PostgreSQL server programs on PATH or below /usr/lib/postgresql: {Advice}");
        return Checked(chosen);
    }

    /// <summary>Directories that hold all the programs, in the order in which they are tried.</summary>
    internal static IReadOnlyList<string> Candidates(string path, string packages)
    {
        var onPath = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(directory => new FileInfo(Path.Combine(directory, "postgres")))
            .Where(file => file.Exists)
            .Select(file => Path.GetDirectoryName(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName)!);
        var packaged = new DirectoryInfo(packages) is { Exists: true } root ? root.EnumerateDirectories() : [];
        return
        [
            .. onPath
                .Concat(packaged
                    .OrderByDescending(directory => int.TryParse(directory.Name, CultureInfo.InvariantCulture, out var major) ? major : 0)
                    .Select(directory => Path.Combine(directory.FullName, "bin")))
                .Where(IsComplete)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The major version in what <c>postgres --version</c> prints; null when it is none.</summary>
    internal static int? MajorIn(string output) =>
        VersionPattern().Match(output) is { Success: true } match ? int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static bool IsComplete(string directory) =>
        Array.TrueForAll(["postgres", "initdb", "pg_ctl"], program => File.Exists(Path.Combine(directory, program)));

    private static async Task<PostgresBinaries> VersionedAsync(string directory, CancellationToken stop)
    {
        var outcome = await Command.RunAsync(Path.Combine(directory, "postgres"), ["--version"], Limit, stop);
        return MajorIn(outcome.Output) is { } major
            ? new(directory, major)
            : throw new PrivateServerException($"{directory}/postgres --version tells no version ({outcome.Complaint}): repair it, or {Advice}");
    }

    private static PostgresBinaries Checked(PostgresBinaries chosen) => chosen.Major >= OldestMajor
        ? chosen
        : throw new PrivateServerException(
            $"PostgreSQL in {chosen.Directory} is version {chosen.Major}, but {OldestMajor} or newer is needed: {Advice}");

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (?<major>\d{1,3})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex VersionPattern();
}
