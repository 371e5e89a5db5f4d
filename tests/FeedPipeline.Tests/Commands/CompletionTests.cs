using System.Diagnostics;

namespace FeedPipeline.Tests.Commands;

/// <summary>The script in a real bash, with the real program behind it.</summary>
public sealed class CompletionTests
{
    private const string Try = """
        export PATH="$1:$PATH"
        source <(feedpipe completion bash)
        COMP_LINE="$2"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE)
        [[ "$COMP_LINE" == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        complete -p feedpipe >/dev/null && _feedpipe && echo "${COMPREPLY[*]}"
        """;

    [SkippableTheory]
    [InlineData("feedpipe fee", "feeds")]
    [InlineData("feedpipe completion ", "--help -h bash fish zsh")]
    [InlineData("feedpipe feeds re", "remove resume")]
    [InlineData("feedpipe feeds add --ide", "--identity")]
    [InlineData("feedpipe feeds add --full-text ", "always auto never")]
    [InlineData("feedpipe frobnicate", "")]
    public async Task Bash_completes_verbs_options_and_their_words(string line, string candidates)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "there is no bash.");
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-c", Try, "bash", AppContext.BaseDirectory, line]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        using var bash = Process.Start(start)!;
        var printed = await bash.StandardOutput.ReadToEndAsync();
        var wrong = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal("", wrong);
        Assert.Equal(candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries), printed.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Except(["--config", "--data", "--json"]));
    }
}
