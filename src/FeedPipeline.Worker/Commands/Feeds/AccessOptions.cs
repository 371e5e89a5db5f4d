using System.CommandLine;
using FeedPipeline.Feeds;

namespace FeedPipeline.Worker.Commands.Feeds;

/// <summary>What <c>feeds set</c> may say about credentials; values come from files or standard input as well, so that they stand in no list of processes.</summary>
internal sealed class AccessOptions
{
    /// <summary>User and password.</summary>
    public Option<string?> Basic { get; } = new("--basic") { Description = "Credentials USER:PASSWORD for the feed's own host (RFC 7617); @FILE reads them from a file, - from standard input.", HelpName = "USER:PASSWORD" };

    /// <summary>A token.</summary>
    public Option<string?> Bearer { get; } = new("--bearer") { Description = "Token for the feed's own host (RFC 6750); @FILE or - as above.", HelpName = "TOKEN" };

    /// <summary>Other headers.</summary>
    public Option<string[]> Header { get; } = new("--header") { Description = "A header \"NAME: VALUE\" for the feed's own host; may be given several times; @FILE or - as above.", HelpName = "HEADER" };

    /// <summary>Away with them.</summary>
    public Option<bool> None { get; } = new("--no-credentials") { Description = "Forget credentials and headers." };

    /// <summary>The access that the command line asks for; null when it does not speak of it.</summary>
    /// <exception cref="CommandException">It contradicts itself, or is no header.</exception>
    public Access? Read(ParseResult parse, string url)
    {
        var (basic, bearer, headers) = (Value(parse.GetValue(Basic)), Value(parse.GetValue(Bearer)), parse.GetValue(Header) ?? []);
        var given = basic is not null || bearer is not null || headers.Length > 0;
        if (!given && !parse.GetValue(None))
            return null;
        if (given && parse.GetValue(None))
            throw new CommandException("--no-credentials excludes the others", ExitCode.Usage);
        if (basic is not null && bearer is not null)
            throw new CommandException("--basic and --bearer exclude each other", ExitCode.Usage);

        List<KeyValuePair<string, string>> all = [];
        if (basic is not null)
            all.Add(AccessHeader.Basic(basic.Contains(':', StringComparison.Ordinal) ? basic : throw new CommandException("--basic: USER:PASSWORD", ExitCode.Usage)));
        if (bearer is not null)
            all.Add(AccessHeader.Bearer(Checked(bearer)));
        all.AddRange(headers.Select(header => Split(Value(header)!)));
        return new Access(Access.OriginOf(new Uri(url)), all);
    }

    private static KeyValuePair<string, string> Split(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var name = colon > 0 ? header[..colon].Trim() : string.Empty;
        if (name.Length == 0)
            throw new CommandException("--header: \"NAME: VALUE\"", ExitCode.Usage);
        if (AccessHeader.RefuseName(name) is { } why)
            throw new CommandException($"--header {name}: {why}", ExitCode.Usage);
        return new(name, Checked(header[(colon + 1)..].Trim()));
    }

    private static string Checked(string value) => AccessHeader.RefuseValue(value) is { } why ? throw new CommandException(why, ExitCode.Usage) : value;

    private static string? Value(string? given) => given switch
    {
        "-" => Console.In.ReadLine() ?? string.Empty,
        ['@', .. var file] => File.Exists(file) ? File.ReadAllText(file).Trim() : throw new CommandException($"{file}: there is no such file", ExitCode.Usage),
        _ => given,
    };
}
