using FeedPipeline.Feeds;

namespace FeedPipeline.Flows.Applying;

/// <summary>Fetches secrets from where a file says that they stand.</summary>
internal static class SecretPlaces
{
    private const int MaxBytes = 16_384;

    /// <summary>Credentials and headers for a feed's own host; else why they cannot be had, in a line without any of them.</summary>
    public static (Access? Access, string? Problem) Open(DeclaredAccess declared, string url)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (what, reference, header) in Parts(declared))
        {
            var (value, problem) = Read(reference);
            if (value is null || (problem = AccessHeader.RefuseValue(value)) is not null)
                return (null, $"{what}: {problem}");
            headers.Add(header(value));
        }

        return (new Access(Access.OriginOf(new Uri(url)), headers), null);
    }

    private static IEnumerable<(string What, SecretReference Reference, Func<string, KeyValuePair<string, string>> Header)> Parts(DeclaredAccess declared)
    {
        if (declared.Basic is { } login)
            yield return ("password", login.Password, password => AccessHeader.Basic($"{login.User}:{password}"));
        if (declared.Bearer is { } bearer)
            yield return ("bearer", bearer, AccessHeader.Bearer);
        foreach (var header in declared.Headers)
            yield return (header.Name, header.Value, value => new(header.Name, value));
    }

    private static (string? Value, string? Problem) Read(SecretReference reference)
    {
        if (reference.Env is { } name)
            return Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? (value, null) : (null, $"the environment has no {name}");
        try
        {
            return new FileInfo(reference.File!).Length > MaxBytes
                ? (null, FormattableString.Invariant($"{reference.File} has more than {MaxBytes} bytes"))
                : (File.ReadAllText(reference.File!).Trim(), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, unreadable.Message);
        }
    }
}
