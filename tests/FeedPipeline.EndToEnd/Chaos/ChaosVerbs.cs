using System.Diagnostics;

namespace FeedPipeline.EndToEnd.Chaos;

/// <summary>The program's own command line, on the rig's database without any proxy.</summary>
internal static class ChaosVerbs
{
    /// <summary>Runs one verb, which has to succeed.</summary>
    public static async Task RunAsync(string server, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltProgram.Path, [.. arguments, "--data", directory])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ConnectionStrings__FeedPipeline"] = server;
        start.Environment["Fetching__AllowedNetworks__0"] = "127.0.0.0/8";
        using var verb = Process.Start(start)!;
        var (output, error) = (verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        Assert.True(verb.ExitCode == 0, await output + await error);
    }
}
