using System.CommandLine;

namespace FeedPipeline.Worker.Commands;

/// <summary><c>completion SHELL</c>.</summary>
internal static class CompletionCommand
{
    // The program itself knows what fits: it is asked at every TAB, with the line as far as the cursor stands.
    private const string Bash = """
        # bash completion for feedpipe
        _feedpipe() {
            local candidates word
            word="${COMP_WORDS[COMP_CWORD]}"
            candidates="$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null | grep -v '^[/?]' | grep -v '^-?$')"
            local IFS=$'\n'
            COMPREPLY=()
            while read -r candidate; do
                case "$candidate" in
                    "$word"*) COMPREPLY+=("$candidate") ;;
                esac
            done <<< "$candidates"
            [ "${#COMPREPLY[@]}" -gt 0 ] && [ -n "${COMPREPLY[0]}" ] || COMPREPLY=()
        }
        complete -o default -F _feedpipe feedpipe
        """;

    private const string Zsh = """
        #compdef feedpipe
        # zsh completion for feedpipe
        _feedpipe() {
            local -a candidates
            candidates=("${(@f)$("${words[1]}" "[suggest:${#BUFFER[1,$CURSOR]}]" "${BUFFER[1,$CURSOR]}" 2>/dev/null | grep -v '^[/?]' | grep -v '^-?$')}")
            if [ -n "${candidates[*]}" ]; then compadd -- "${candidates[@]}"; else _files; fi
        }
        if [ "${funcstack[1]}" = "_feedpipe" ]; then _feedpipe "$@"; else compdef _feedpipe feedpipe; fi
        """;

    private const string Fish = """
        # fish completion for feedpipe
        function __feedpipe
            set -l line (commandline -cp)
            set -l words (commandline -opc)
            $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -rv '^[/?]|^-\?$'
        end
        complete -c feedpipe -f -n 'count (__feedpipe) >/dev/null'
        complete -c feedpipe -a '(__feedpipe)'
        """;

    /// <summary>The verb; it needs no database.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints a script that completes verbs and options at TAB.") { shell };
        command.SetAction(parse =>
        {
            Console.Out.WriteLine((parse.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish }).ReplaceLineEndings("\n"));
            return ExitCode.Done;
        });
        return command;
    }
}
