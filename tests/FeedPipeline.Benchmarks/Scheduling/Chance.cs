namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>Numbers by chance; the same for the same seed.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public double Unit() => _random.NextDouble();

    public long Between(long least, long below) => _random.NextInt64(least, below);

    public double Exponential(double mean) => -mean * Math.Log(1 - Unit());

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>0 or more, with the mean given.</summary>
    public int Geometric(double mean) => (int)(Math.Log(1 - Unit()) / Math.Log(mean / (mean + 1)));

    public int Poisson(double mean)
    {
        var count = 0;
        for (var at = Exponential(1); at < mean; at += Exponential(1))
            count++;
        return count;
    }

    public T Pick<T>((double Share, T Value)[] choices)
    {
        var left = Unit();
        foreach (var (share, value) in choices)
        {
            left -= share;
            if (left < 0)
                return value;
        }

        return choices[^1].Value;
    }
}
