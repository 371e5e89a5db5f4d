using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FeedPipeline.EndToEnd;

/// <summary>The unit for systemd is one that systemd takes, and it exposes little.</summary>
public sealed class LintTests
{
    private const string Unit = "systemd/feedpipeline.service";

    [SkippableFact]
    public async Task The_unit_is_verified_and_hardened()
    {
        var (status, said) = await LintAsync(unit => unit);

        Assert.True(status == 0, said);
        Assert.Contains("systemd: verified; exposure", said, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("ProtectSystem=", "ProtectSystm=", "Unknown key")]
    [InlineData("\nProtect", "\n#Protect", "Overall exposure")]
    public async Task A_unit_that_is_wrong_or_open_is_found_out(string line, string instead, string why)
    {
        var (status, said) = await LintAsync(unit => unit.Replace(line, instead, StringComparison.Ordinal));

        Assert.Equal(1, status);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Said)> LintAsync(Func<string, string> change, [CallerFilePath] string here = "")
    {
        Skip.IfNot(File.Exists("/usr/bin/systemd-analyze"), "there is no systemd-analyze");
        var (deploy, copy) = (Path.Combine(Path.GetDirectoryName(here)!, "../../deploy"), Directory.CreateTempSubdirectory("fp-lint-"));
        copy.CreateSubdirectory("systemd");
        File.Copy(Path.Combine(deploy, "lint"), Path.Combine(copy.FullName, "lint"));
        await File.WriteAllTextAsync(Path.Combine(copy.FullName, Unit), change(await File.ReadAllTextAsync(Path.Combine(deploy, Unit))));

        using var lint = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"{copy.FullName}/lint --offline 2>&1"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await lint.StandardOutput.ReadToEndAsync();
        await lint.WaitForExitAsync();
        copy.Delete(recursive: true);
        return (lint.ExitCode, said);
    }
}
