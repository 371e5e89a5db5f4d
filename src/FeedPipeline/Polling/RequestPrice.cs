namespace FeedPipeline.Polling;

/// <summary>The price of a request at which all feeds together keep a budget. What they would like at a price goes with it to the power of minus two thirds.</summary>
/// <param name="Price">In force; see <see cref="PollingOptions.RequestPrice"/>.</param>
/// <param name="Wish">Requests an hour at a price of 1, over the last two days.</param>
/// <param name="Hours">That were counted.</param>
public sealed record RequestPrice(double Price, double Wish = 0, int Hours = 0)
{
    private const double Power = 2.0 / 3;
    private const int Memory = 48;
    private const double Most = 1.1;

    /// <summary>After an hour with so many requests, when so many are allowed in one. It moves slowly: the hours of the day differ, and prices are to be the same in all.</summary>
    public RequestPrice After(double requests, double allowed)
    {
        var hours = Math.Min(Hours + 1, Memory);
        var wish = Wish + (((requests * Math.Pow(Price, Power)) - Wish) / hours);
        var price = allowed > 0 ? Math.Pow(wish / allowed, 1 / Power) : double.MaxValue;
        return new(Math.Clamp(price, Price / Most, Price * Most), wish, hours);
    }
}
