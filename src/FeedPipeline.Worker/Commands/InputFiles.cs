using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using FeedPipeline.Storing;

namespace FeedPipeline.Worker.Commands;

/// <summary>A file to be read, and what transport would have said about it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Shown">What the output calls it.</param>
/// <param name="Name">Its name below an output directory.</param>
internal sealed record InputFile(string Path, string Shown, string Name)
{
    /// <summary>The work list's words; all null when the file was named on the command line.</summary>
    public InputLine Transport { get; init; } = new();
}

/// <summary>A line of a work list; other keys are ignored.</summary>
internal sealed record InputLine
{
    public string? Path { get; init; }

    public string? Url { get; init; }

    public string? ContentType { get; init; }

    public string? ContentLocation { get; init; }

    public string? ContentLanguage { get; init; }

    public string? Charset { get; init; }
}

/// <summary>The arguments of the verbs that read files, and the way they print: in the order of the input, on all cores.</summary>
internal sealed class InputFiles
{
    /// <summary>Bytes of one file, unpacked.</summary>
    private const long MaxBytes = 256L * 1024 * 1024;

    private readonly Argument<string[]> paths = new("path") { Description = "Files or directories.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> root = new("--root") { Description = "Print paths relative to this directory.", HelpName = "DIR" };
    private readonly Option<string?> inputs = new("--inputs")
    {
        Description = "A work list instead: NDJSON lines {\"path\", \"url\", \"content_type\", \"content_location\", \"content_language\", \"charset\"}, paths relative to --root.",
        HelpName = "FILE",
    };

    /// <summary>Adds the arguments to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(paths);
        command.Add(root);
        command.Add(inputs);
    }

    /// <summary>What the command line asks for, in order.</summary>
    public IReadOnlyList<InputFile> Find(ParseResult parse)
    {
        var named = parse.GetValue(paths) ?? [];
        var list = parse.GetValue(inputs);
        if (named.Length > 0 == list is not null)
            throw new CommandException("name files, or a work list with --inputs", ExitCode.Usage);
        var directory = parse.GetValue(root);
        return list is null ? [.. named.SelectMany(path => Files(path, directory))] : [.. Listed(list, directory ?? ".")];
    }

    /// <summary>The bytes of a file, unpacked when its name ends in <c>.gz</c>.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > MaxBytes)
                throw new IOException($"larger than {MaxBytes / 1024 / 1024} MB");
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>One JSON line a file; a file that cannot be used says why and the rest goes on. Failed when nothing at all could be read.</summary>
    public static int Print(IReadOnlyList<InputFile> files, Func<InputFile, byte[], object> read)
    {
        var usable = 0;
        var lines = files.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(file =>
        {
            var result = Try(file, read);
            if (result is not UnusableFile)
                Interlocked.Increment(ref usable);
            return JsonSerializer.Serialize(result, result.GetType(), TableJson.Options);
        });
        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (var line in lines)
            output.WriteLine(line);
        return usable > 0 || files.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static object Try(InputFile file, Func<InputFile, byte[], object> read)
    {
        try
        {
            return read(file, ReadAllBytes(file.Path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new UnusableFile(file.Shown, unreadable.Message);
        }
    }

    private static IEnumerable<InputFile> Files(string path, string? root)
    {
        if (!Directory.Exists(path))
            return [new InputFile(path, Shown(path, root), Path.GetFileName(path))];
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new InputFile(file, Shown(file, root), Path.GetRelativePath(path, file)));
    }

    private static string Shown(string path, string? root) => root is null ? path : Path.GetRelativePath(root, path);

    private static IEnumerable<InputFile> Listed(string list, string root)
    {
        if (!File.Exists(list))
            throw new CommandException($"--inputs {list}: there is no such file", ExitCode.Usage);

        var number = 0;
        foreach (var line in File.ReadLines(list))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var listed = Parse(line);
            if (listed?.Path is not { } path)
                throw new CommandException($"{list}, line {number}: not a JSON object with a \"path\"", ExitCode.Usage);
            yield return new InputFile(Path.Combine(root, path), path, Path.GetFileName(path)) { Transport = listed };
        }
    }

    private static InputLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<InputLine>(line, TableJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A file that could not be used.</summary>
/// <param name="Path">As the output calls it.</param>
/// <param name="Error">Why, in one line.</param>
/// <param name="Feeds">Feeds that an HTML page links; null when it is no feed document at all.</param>
internal sealed record UnusableFile(
    string Path, string Error, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Feeds = null);
