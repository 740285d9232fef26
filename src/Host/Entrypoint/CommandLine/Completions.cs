namespace Supervision.Entrypoint.CommandLine;

/// <summary>Scripts that complete our words in a shell.</summary>
internal static class Completions
{
    /// <summary>The shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>Every first word, less the executable's other names.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        ["run", "check", "config", "diff", "reference", "preset", "gpu", "events", "probe", "completion"];

    private static IEnumerable<string> Options => [.. CliOption.All.Select(option => option.Name), "--json", "--origins", "--help", "--version"];

    /// <summary>The script of one shell.</summary>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => $"#compdef supervision\nautoload -U +X bashcompinit && bashcompinit\n{Bash}",
        _ => Fish,
    };

    private static string Bash => $$"""
        _supervision() {
          local word=${COMP_WORDS[COMP_CWORD]} i
          for ((i = 1; i < COMP_CWORD; i++)); do
            [[ ${COMP_WORDS[i]} == -- ]] && { COMPREPLY=($(compgen -c -- "$word")); return; }
          done
          case ${COMP_WORDS[COMP_CWORD - 1]} in
            --log-level) COMPREPLY=($(compgen -W "debug info warn error critical" -- "$word")); return ;;
            --log-format) COMPREPLY=($(compgen -W "text json" -- "$word")); return ;;
            probe) COMPREPLY=($(compgen -W "live ready startup" -- "$word")); return ;;
            completion) COMPREPLY=($(compgen -W "{{string.Join(' ', Shells)}}" -- "$word")); return ;;
            run | check | config | events) COMPREPLY=($(compgen -f -- "$word") $(compgen -W "{{string.Join(' ', Options)}}" -- "$word")); return ;;
          esac
          if [[ $word == -* ]]; then
            COMPREPLY=($(compgen -W "{{string.Join(' ', Options)}} --" -- "$word"))
          elif ((COMP_CWORD == 1)); then
            COMPREPLY=($(compgen -W "{{string.Join(' ', Commands.Concat(MultiCall.Names))}}" -- "$word"))
          else
            COMPREPLY=($(compgen -f -- "$word"))
          fi
        }
        complete -o default -F _supervision supervision

        """;

    private static string Fish => string.Concat(
        Commands.Concat(MultiCall.Names).Select(word => $"complete -c supervision -n __fish_use_subcommand -f -a {word}\n")
            .Concat(Options.Select(option => $"complete -c supervision -l {option[2..]}\n"))
            .Append("complete -c supervision -n '__fish_seen_subcommand_from probe' -f -a 'live ready startup'\n")
            .Append($"complete -c supervision -n '__fish_seen_subcommand_from completion' -f -a '{string.Join(' ', Shells)}'\n"));
}
