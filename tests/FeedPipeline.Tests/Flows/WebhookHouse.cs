using FeedPipeline.Consumers;
using FeedPipeline.Flows;
using FeedPipeline.Publishing;
using FeedPipeline.Storing.Webhooks;
using FeedPipeline.Tests.Storing;

namespace FeedPipeline.Tests.Flows;

/// <summary>A database, and a webhook with its receiver.</summary>
internal sealed class WebhookHouse : IAsyncDisposable
{
    public required TestDatabase Db { get; init; }

    public required Receiver Receiver { get; init; }

    public required (string Name, string Value)[] Settings { get; init; }

    public static async Task<WebhookHouse> OpenAsync(TestServer server, params (string Name, string Value)[] settings)
    {
        var keys = Path.GetTempFileName();
        await File.WriteAllTextAsync(keys, "1 " + Convert.ToBase64String(new byte[32]));
        (string, string)[] all = [("Secrets:KeyFile", keys), .. settings];
        var house = new WebhookHouse { Db = await TestDatabase.CreateAsync(server, all), Receiver = await Receiver.StartAsync(), Settings = all };
        await house.AddAsync(house.Receiver);
        return house;
    }

    public async Task AddAsync(Receiver receiver, Webhook? wanted = null)
    {
        var secret = WebhookSecret.Create();
        receiver.Secret = WebhookSecret.Format(secret);
        await Db.Get<WebhookStore>().AddAsync(wanted ?? new Webhook { Url = receiver.Url, Sealed = [], Article = true }, secret, fromNow: true, default);
    }

    public Task<int> DeliverAsync() => Db.Get<WebhookDelivery>().DeliverDueAsync(default);

    /// <summary>Ends all pauses.</summary>
    public async Task HurryAsync() => await Db.AskAsync("UPDATE webhook SET next_try_at = now()");

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Receiver.DisposeAsync();
        File.Delete(Settings[0].Value);
    }
}
