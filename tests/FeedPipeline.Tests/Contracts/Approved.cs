using System.Runtime.CompilerServices;

namespace FeedPipeline.Tests.Contracts;

/// <summary>Public faces as files: what differs from the approved one is a decision, not an accident.</summary>
internal static class Approved
{
    /// <summary>Fails when this is not the approved text, and leaves it beside the approved file.</summary>
    public static async Task MatchesAsync(string name, string received, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, name);
        var beside = approved + ".received";
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == received)
        {
            File.Delete(beside);
            return;
        }

        await File.WriteAllTextAsync(beside, received);
        Assert.Fail($"{name} changed. Look:  diff {approved} {beside}   and if it is meant, copy:  mv {beside} {approved}");
    }
}
