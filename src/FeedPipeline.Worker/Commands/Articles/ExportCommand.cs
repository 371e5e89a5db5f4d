using System.Buffers;
using System.CommandLine;
using System.Globalization;
using FeedPipeline.Articles;
using FeedPipeline.Publishing.Formats;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Articles;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Articles;

/// <summary><c>articles export</c>.</summary>
internal static class ExportCommand
{
    private const string Parquet = "parquet";

    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var which = new ExportOptions();
        var command = new Command("export", """
            Writes articles in the order of their ids, as they are at this moment, however many there are.
            The last line on standard error is the cursor: --since with it exports what is new or changed from then on, nothing twice and nothing missed. --cursor FILE keeps it.
            """);
        which.AddTo(command);
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var parse = verb.Parse;
            var cursorFile = parse.GetValue(which.CursorFile);
            var since = parse.GetValue(which.Since) ?? (File.Exists(cursorFile) ? (await File.ReadAllTextAsync(cursorFile, stop)).Trim() : null);
            await using var snapshot = await OpenAsync(verb, await which.QueryAsync(verb, stop), since, stop);
            var total = ProgressBar.IsShown ? await snapshot.CountAsync(stop) : 0;
            var count = await ProgressBar.ShowAsync("exporting", total, written => WriteAsync(verb, which, snapshot, written, stop), stop);
            if (parse.GetValue(which.Gone) is { } gone)
                await WriteGoneAsync(gone, snapshot, stop);
            // Last of all: until here nothing is said to be done.
            if (cursorFile is not null)
                await OutputFile.WriteAsync("--cursor", cursorFile, snapshot.Cursor + "\n", stop);
            Output.Say($"exported {count} articles");
            Output.Say(snapshot.Cursor);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<ArticleSnapshot> OpenAsync(Verb verb, ArticleQuery query, string? since, CancellationToken stop)
    {
        try
        {
            return await ArticleSnapshot.OpenAsync(verb.Get<IDbContextFactory<FeedPipelineDb>>(), query, since, stop);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException(wrong.Message.Split(" (Parameter")[0], ExitCode.Usage);
        }
    }

    private static async Task<long> WriteAsync(Verb verb, ExportOptions which, ArticleSnapshot snapshot, Action<long> written, CancellationToken stop)
    {
        var name = verb.Parse.GetRequiredValue(which.Format);
        var output = verb.Parse.GetValue(which.Out);
        if (output is not null && (Directory.Exists(output) || Path.EndsInDirectorySeparator(output)))
            return await WriteEachAsync(Format(verb, name), output, snapshot.ReadAsync(stop), written, stop);
        if (name == Parquet && output is null)
            throw new CommandException("--format parquet needs --out FILE: its index stands at its end", ExitCode.Usage);

        await using var file = OutputFile.Open("--out", output);
        try
        {
            var count = name == Parquet
                ? await ArticleParquet.WriteAsync(file.Stream, snapshot.ReadAsync(stop), written, stop)
                : await ArticleSequence.WriteAsync(file.Stream, Format(verb, name), snapshot.ReadAsync(stop), written, stop);
            await file.KeepAsync(stop);
            return count;
        }
        catch (IOException full)
        {
            throw new CommandException($"--out {output ?? "(standard output)"}: {full.Message}");
        }
    }

    /// <summary>A file for each, named by its id.</summary>
    private static async Task<long> WriteEachAsync(ArticleFormat format, string directory, IAsyncEnumerable<StoredArticle> articles, Action<long> written, CancellationToken stop)
    {
        if (format.Head.Length > 0)
            throw new CommandException($"--out {directory}: {format.Name} is one file; name it", ExitCode.Usage);
        var count = 0L;
        Directory.CreateDirectory(directory);
        var buffer = new ArrayBufferWriter<byte>();
        await foreach (var article in articles.WithCancellation(stop))
        {
            format.Write(buffer, article);
            await using var file = OutputFile.Open("--out", Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{article.Id}.{format.Extension}")));
            await file.Stream.WriteAsync(buffer.WrittenMemory, stop);
            await file.KeepAsync(stop);
            buffer.ResetWrittenCount();
            written(++count);
        }

        return count;
    }

    private static async Task WriteGoneAsync(string path, ArticleSnapshot snapshot, CancellationToken stop)
    {
        await using var file = OutputFile.Open("--gone", path);
        await using (var lines = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
        {
            await foreach (var id in snapshot.ReadGoneAsync(stop))
                await lines.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{id}"));
        }

        await file.KeepAsync(stop);
    }

    private static ArticleFormat Format(Verb verb, string name) => name == Parquet
        ? throw new CommandException("--format parquet is one file: --out FILE", ExitCode.Usage)
        : verb.Get<ArticleFormats>().Named(name == "ndjson" ? "json" : name)!;
}
