namespace FeedPipeline.Worker.Hosting;

/// <summary>What one process does; several share the work through the database.</summary>
/// <param name="Polls">Feeds, pages, webhooks and chores.</param>
/// <param name="Api">HTTP: the API, health and metrics.</param>
/// <param name="Console">The operator's pages too.</param>
internal sealed record Roles(bool Polls, bool Api, bool Console);
