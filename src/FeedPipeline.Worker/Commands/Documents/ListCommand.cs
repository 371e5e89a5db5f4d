using System.CommandLine;
using System.Globalization;
using FeedPipeline.Storing;
using FeedPipeline.Storing.Documents;
using Microsoft.EntityFrameworkCore;

namespace FeedPipeline.Worker.Commands.Documents;

/// <summary><c>documents list</c>.</summary>
internal static class ListCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(CommonOptions common)
    {
        var which = new DocumentOptions();
        var limit = ListOptions.Limit();
        var command = new Command("list", "Lists archived documents, the last used first.") { limit };
        which.AddTo(command);
        command.SetAction(common.OnDatabase(async (verb, stop) =>
        {
            var listed = await verb.Get<DocumentArchive>().ListAsync(await which.FilterAsync(verb, stop), verb.Parse.GetValue(limit), stop);
            await using var db = await verb.Get<IDbContextFactory<FeedPipelineDb>>().CreateDbContextAsync(stop);
            var names = await db.FeedDefinitions.ToDictionaryAsync(definition => definition.Id, definition => definition.Name, stop);
            Output.Rows(
                [.. listed.Select(row => new Row(row.Document.Id, row.Document.FeedId, row.Document.Kind, Convert.ToHexStringLower(row.Document.Hash), row.Document.Url,
                    row.Document.MediaType, row.Document.Charset, row.Document.Bytes, row.Stored, row.Document.FetchedAt, row.Document.LastUsedAt))],
                verb.Json,
                ("id", row => row.Id.ToString(CultureInfo.InvariantCulture)),
                ("fetched", row => Output.Time(row.FetchedAt)),
                ("last used", row => Output.Time(row.LastUsedAt)),
                ("feed", row => names.GetValueOrDefault(row.FeedId, "-")),
                ("kind", row => TableNaming.Of(row.Kind)),
                ("bytes", row => row.Bytes.ToString(CultureInfo.InvariantCulture)),
                ("stored", row => row.StoredBytes.ToString(CultureInfo.InvariantCulture)),
                ("url", row => row.Url));
            return ExitCode.Done;
        }));
        return command;
    }

    private sealed record Row(
        long Id, long FeedId, FeedPipeline.Documents.ArchivedKind Kind, string Hash, string? Url, string? MediaType, string? Charset, int Bytes, int StoredBytes,
        DateTimeOffset FetchedAt, DateTimeOffset LastUsedAt);
}
