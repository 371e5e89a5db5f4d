namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>How long something may take, counted only while the machine has time for us, and never longer than <paramref name="most"/>.</summary>
internal sealed class Patience(TimeSpan begins, TimeSpan length, TimeSpan most)
{
    private readonly TimeSpan end = begins + most;
    private TimeSpan last = begins;
    private TimeSpan used;

    /// <summary>Whether it is at an end; to be asked every moment.</summary>
    public bool IsOver(TimeSpan now)
    {
        if (!MachineLoad.IsTooHigh())
            used += now - last;
        last = now;
        return used > length || now > end;
    }
}
