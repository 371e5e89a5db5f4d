using System.CommandLine;
using System.CommandLine.Help;

namespace FeedPipeline.Worker.Commands;

/// <summary>The root of the command line: every verb is a file in this folder.</summary>
internal static class FeedpipeCommand
{
    /// <summary>All verbs.</summary>
    public static RootCommand Create()
    {
        var common = new CommonOptions();
        var root = new RootCommand("Polls RSS, Atom and JSON feeds, turns their items into articles in one format, keeps one of each, and stores them in PostgreSQL.")
        {
            common.Data,
            common.Config,
            common.Json,
            RunCommand.Create(common),
            new Command("feeds", "The sources. A feed is meant by its name, id or URL.")
            {
                Feeds.CheckCommand.Create(common),
                Feeds.AddCommand.Create(common),
                Feeds.ListCommand.Create(common),
                Feeds.ShowCommand.Create(common),
                Feeds.SetCommand.Create(common),
                Feeds.RemoveCommand.Create(common),
                Feeds.PauseCommand.Create(common),
                Feeds.ResumeCommand.Create(common),
                Feeds.PollCommand.Create(common),
                Feeds.ImportCommand.Create(common),
                Feeds.ExportCommand.Create(common),
            },
            PlanCommand.Create(common),
            ApplyCommand.Create(common),
            ExportCommand.Create(common),
            SchemaCommand.Create(),
            new Command("polls", "Attempts to fetch feeds, with their outcomes.")
            {
                Polls.ListCommand.Create(common),
                Polls.HostsCommand.Create(common),
            },
            new Command("events", "What an operator should know: opened once, closed when over.")
            {
                Events.ListCommand.Create(common),
                Events.CloseCommand.Create(common),
            },
            new Command("quarantine", "Items kept out of the article table, with their reasons, until they are released.")
            {
                Quarantine.ListCommand.Create(common),
                Quarantine.ReleaseCommand.Create(common),
            },
            new Command("rules", "What operators say about the pages of feeds and sites.")
            {
                Rules.TryCommand.Create(common),
            },
            new Command("furniture", "Template text that recurs on pages of one site, and is taken off their heads and tails.")
            {
                Furniture.ListCommand.Create(common),
                Furniture.KeepCommand.Create(common),
            },
            new Command("parameters", "Query parameters of a site's addresses that were learned to say nothing about the page, and are left out when addresses are compared.")
            {
                Parameters.ListCommand.Create(common),
                Parameters.KeepCommand.Create(common),
            },
            new Command("articles", "The article table.")
            {
                Articles.ListCommand.Create(common),
                Articles.ShowCommand.Create(common),
                Articles.MergeCommand.Create(common),
                Articles.SplitCommand.Create(common),
                Articles.WhyCommand.Create(common),
                Articles.ExportCommand.Create(common),
                Articles.PruneCommand.Create(common),
            },
            new Command("stories", "Articles about the same event.")
            {
                Stories.ListCommand.Create(common),
                Stories.ShowCommand.Create(common),
            },
            new Command("changes", "The log of what happened to articles.")
            {
                Changes.FollowCommand.Create(common),
            },
            new Command("consumers", "Programs that follow the change log, each with a saved cursor.")
            {
                Consumers.ListCommand.Create(common),
                Consumers.AddCommand.Create(common),
                Consumers.ResetCommand.Create(common),
                Consumers.RemoveCommand.Create(common),
            },
            new Command("webhooks", "Addresses that are told of changes.")
            {
                Webhooks.ListCommand.Create(common),
                Webhooks.AddCommand.Create(common),
                Webhooks.RemoveCommand.Create(common),
                Webhooks.RetryCommand.Create(common),
                Webhooks.TestCommand.Create(common),
            },
            new Command("documents", "The archive of feed documents that brought something.")
            {
                Documents.ListCommand.Create(common),
                Documents.ExportCommand.Create(common),
            },
            ReplayCommand.Create(common),
            ReadCommand.Create(),
            ExtractCommand.Create(),
            CompareCommand.Create(common),
            new Command("keys", "Who may use the API from beyond loopback, and who may change anything with it.")
            {
                Keys.AddCommand.Create(common),
                Keys.ListCommand.Create(common),
                Keys.RevokeCommand.Create(common),
            },
            new Command("operator", "Who signs in to the console, the pages that `feedpipe run` serves.")
            {
                Operators.LinkCommand.Create(common),
            },
            new Command("db", "The database.")
            {
                Db.MigrateCommand.Create(common),
                Db.StatusCommand.Create(common),
                Db.UrlCommand.Create(common),
                Db.BackupCommand.Create(common),
                Db.RestoreCommand.Create(common),
            },
            SampleCommand.Create(common),
            DoctorCommand.Create(common),
            CompletionCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
