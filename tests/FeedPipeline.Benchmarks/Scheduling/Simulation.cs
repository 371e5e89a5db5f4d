using System.Collections.Concurrent;

namespace FeedPipeline.Benchmarks.Scheduling;

/// <summary>Polls modelled feeds by a rule, and keeps what came of it. Every rule begins at the same moments, within the first hour.</summary>
internal static class Simulation
{
    private const long Slice = 3600;
    private const long Reference = 600;

    public static SimulationResult Run(IReadOnlyList<ModelFeed> feeds, int days, IPollingPolicy policy)
    {
        var end = days * 86400L;
        var states = feeds.Select((feed, number) => new State(feed, number)).ToArray();
        var requests = 0L;
        for (var until = Slice; until <= end; until += Slice)
        {
            Parallel.ForEach(Partitioner.Create(0, states.Length), range =>
            {
                var polls = 0L;
                for (var state = range.Item1; state < range.Item2; state++)
                {
                    for (; states[state].Due < until; polls++)
                        states[state].Poll(policy);
                }

                Interlocked.Add(ref requests, polls);
            });
            policy.Passed(until, requests);
        }

        return new(requests, [.. states.Select(state => state.Finish(end))], states.Sum(state => state.Missed), [.. states.SelectMany(state => state.Losses)]);
    }

    /// <summary>One feed on its way. An item is missed when newer ones pushed it out before any poll.</summary>
    private sealed class State(ModelFeed feed, int number)
    {
        private readonly List<float> _lateness = [];
        private int _seen;
        private long? _before;

        public long Due { get; private set; } = Begin(number);

        public int Missed { get; private set; }

        /// <summary>What stayed listed for as long as the reference needs, and was missed all the same.</summary>
        public List<MissedItem> Losses { get; } = [];

        public void Poll(IPollingPolicy policy)
        {
            var (now, published) = (Due, CountAt(Due));
            var first = Math.Max(_seen, published - feed.DocumentSize);
            if (_before is not null)
            {
                for (var item = _seen; item < first; item++)
                    Lose(item, _before.Value, now);
                for (var item = first; item < published; item++)
                    _lateness.Add(now - feed.Published[item]);
            }

            var next = policy.Next(new(number, now, _before, Math.Min(published, feed.DocumentSize), feed.Published.AsMemory(first..published)));
            (_seen, _before, Due) = (published, now, Math.Max(now + 1, next));
        }

        /// <summary>Lateness of each item that was seen, in seconds; what nobody saw yet is late by the time since.</summary>
        public float[] Finish(long end)
        {
            if (_before is not null)
            {
                for (; _seen < feed.Published.Length && feed.Published[_seen] < end; _seen++)
                    _lateness.Add(end - feed.Published[_seen]);
            }

            return [.. _lateness];
        }

        private void Lose(int item, long from, long to)
        {
            Missed++;
            if (CountAt(feed.Published[item] + Reference, item) - item <= feed.DocumentSize)
                Losses.Add(new(feed, item, from, to));
        }

        private static long Begin(int number) => (uint)(number * 2654435761) % Slice;

        private int CountAt(long at) => CountAt(at, _seen);

        private int CountAt(long at, int from)
        {
            while (from < feed.Published.Length && feed.Published[from] <= at)
                from++;
            return from;
        }
    }
}
