using FeedPipeline.Feeds;
using FeedPipeline.Polling;

namespace FeedPipeline.Tests.Polling;

public sealed class MovingTests
{
    private const string Target = "https://new.example/feed";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly PollingOptions Options = new();

    [Theory]
    [InlineData(3, 24, true, true)]
    [InlineData(2, 48, true, false)]
    [InlineData(9, 23, true, false)]
    [InlineData(9, 48, false, false)]
    public void Three_redirects_over_a_day_to_the_same_items_move_a_feed(int times, int hours, bool overlaps, bool moves)
    {
        var claim = Claim(new Relocation(Target, Now.AddHours(-hours), times - 1, Overlaps: null));

        var (moving, to) = Moving.After(claim, Target, overlaps, Options);

        Assert.Equal(moves ? Target : null, to);
        Assert.Equal(moves, moving is null);
    }

    [Fact]
    public void The_first_document_there_decides_whether_it_is_the_same_feed()
    {
        var (moving, to) = Moving.After(Claim(new Relocation(Target, Now.AddDays(-9), 50, Overlaps: false)), Target, overlaps: true, Options);

        Assert.Equal((null, false), (to, moving!.Overlaps));
    }

    [Fact]
    public void Another_target_begins_anew() => Assert.Equal(
        (new Relocation(Target, Now, 1, true), null),
        Moving.After(Claim(new Relocation("https://other.example/", Now.AddDays(-9), 50, true)), Target, overlaps: true, Options));

    [Fact]
    public void An_answer_without_redirect_ends_it() =>
        Assert.Equal((null, null), Moving.After(Claim(new Relocation(Target, Now.AddDays(-9), 50, true)), null, overlaps: true, Options));

    private static ClaimedFeed Claim(Relocation? moving) => new()
    {
        Feed = new Feed { Name = "Post", Url = "http://old.example/feed" },
        Fence = 1,
        ClaimedAt = Now,
        DueAt = Now,
        Moving = moving,
    };
}
