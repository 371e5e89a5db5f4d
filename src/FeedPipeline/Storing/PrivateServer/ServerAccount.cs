namespace FeedPipeline.Storing.PrivateServer;

/// <summary>
/// The account that the server runs under: our own, or another's when we are root, whom PostgreSQL refuses.
/// </summary>
/// <param name="Id">User and group as <c>uid:gid</c>; null for our own.</param>
/// <param name="KeepsDirectory">Whether the data directory is this account's too, so that what root adds to it must be handed over.</param>
internal sealed record ServerAccount(string? Id, bool KeepsDirectory)
{
    private const string Root = "0";
    private static readonly string[] Names = ["feedpipeline", "postgres"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Our own account; as root, whoever owns the cluster or the data directory, else the first account of <see cref="Names"/> that exists.</summary>
    public static async Task<ServerAccount> FindAsync(string dataDirectory, string cluster, CancellationToken stop)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(null, KeepsDirectory: false);

        var keeper = await OwnerAsync(Path.Combine(dataDirectory, ServerDirectory.Name)) ?? await OwnerAsync(dataDirectory);
        var owner = await OwnerAsync(cluster);
        var keeps = keeper is not null && !IsRoot(keeper);
        if (owner is not null && !IsRoot(owner))
            return new(owner, keeps);
        if (keeps)
            return new(keeper, KeepsDirectory: true);

        foreach (var name in Names)
        {
            var user = await Command.RunAsync("id", ["-u", name], Limit, stop);
            var group = await Command.RunAsync("id", ["-g", name], Limit, stop);
            if (user.Succeeded && group.Succeeded)
                return new($"{user.Output.Trim()}:{group.Output.Trim()}", KeepsDirectory: false);
        }

        throw new PrivateServerException(
            "PostgreSQL does not run as root, and there is no user feedpipeline or postgres to run it as: "
            + "useradd --system --shell /usr/sbin/nologin feedpipeline");

        async Task<string?> OwnerAsync(string path) =>
            await Command.RunAsync("stat", ["-c", "%u:%g", path], Limit, stop) is { Succeeded: true } outcome ? outcome.Output.Trim() : null;
    }

    /// <summary>Runs a program with this account's rights and no others.</summary>
    public Task<CommandOutcome> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken stop)
    {
        if (Id?.Split(':') is not [var user, var group])
            return Command.RunAsync(program, arguments, limit, stop);
        return Command.RunAsync("setpriv", ["--reuid", user, "--regid", group, "--clear-groups", "--", program, .. arguments], limit, stop);
    }

    /// <summary>Makes this account the owner of a file or directory that we have just made.</summary>
    public async Task HandOverAsync(string path, CancellationToken stop)
    {
        if (Id is null)
            return;
        var outcome = await Command.RunAsync("chown", ["--no-dereference", Id, path], Limit, stop);
        if (!outcome.Succeeded)
            throw new PrivateServerException($"{path} cannot be given to user {Id}: {outcome.Complaint}");
    }

    /// <summary>Throws when a directory on the way to the path is closed to this account.</summary>
    public async Task CheckReachableAsync(string path, CancellationToken stop)
    {
        if (Id is null || await MayEnterAsync(path))
            return;
        foreach (var directory in Ancestry(path))
        {
            if (!await MayEnterAsync(directory))
            {
                throw new PrivateServerException(
                    $"The server runs as user {Id}, who may not enter {directory}: chmod o+x {directory}, or choose another data directory (--data)");
            }
        }

        async Task<bool> MayEnterAsync(string directory)
        {
            var outcome = await RunAsync("test", ["-x", directory], Limit, stop);
            return outcome.Status != Command.NotExecutable ? outcome.Succeeded : throw new PrivateServerException(
                $"The server cannot be run as user {Id}: {outcome.Complaint}; run as an ordinary user, or set ConnectionStrings__FeedPipeline to a server of yours");
        }
    }

    private static IEnumerable<string> Ancestry(string path) =>
        Path.GetDirectoryName(path) is { } parent ? Ancestry(parent).Append(path) : [path];

    private static bool IsRoot(string owner) => owner.StartsWith($"{Root}:", StringComparison.Ordinal);
}
