using System.CommandLine;
using System.Net.Http.Headers;
using FeedPipeline.Documents;
using FeedPipeline.Reading;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>read PATH…</c>.</summary>
internal static class ReadCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var inputs = new InputFiles();
        var command = new Command("read", "Reads feed documents from files and prints one JSON line each. Needs no database.");
        inputs.AddTo(command);
        command.SetAction(CommonOptions.Guarded((parse, _) => Task.FromResult(InputFiles.Print(inputs.Find(parse), Read))));
        return command;
    }

    private static object Read(InputFile file, byte[] bytes)
    {
        var transport = file.Transport;
        _ = MediaTypeHeaderValue.TryParse(transport.ContentType, out var type);
        var document = FeedReader.Read(
            new FetchedDocument
            {
                Body = bytes,
                Url = transport.Url,
                MediaType = type?.MediaType,
                Charset = transport.Charset ?? type?.CharSet,
                ContentLocation = transport.ContentLocation,
                ContentLanguage = transport.ContentLanguage,
            },
            new ReadingOptions());
        return document.Format is null
            ? new UnusableFile(file.Shown, Unusable.Explain(document with { LinkedFeeds = [] }), [.. document.LinkedFeeds.Select(feed => feed.Url)])
            : Line(file.Shown, document);
    }

    private static object Line(string path, FeedDocument document) => new
    {
        Path = path,
        document.Format,
        Feed = new { document.Title, document.Link, document.Description, document.Language, Updated = document.Updated?.At.UtcDateTime },
        Entries = document.Items.Select(item => new
        {
            Id = item.Guid,
            item.Title,
            item.Link,
            Author = item.Authors.Count == 0 ? null : string.Join(", ", item.Authors),
            Published = item.Published?.At.UtcDateTime,
            Updated = item.Updated?.At.UtcDateTime,
            item.Summary,
            item.Content,
            item.Categories,
            item.Enclosures,
            Image = item.Image?.Url,
        }),
        Problems = document.Problems.Select(problem => new { problem.Line, problem.Column, problem.What }),
    };
}
