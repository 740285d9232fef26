namespace Supervision.Pbm.Cli.Prompt;

/// <summary>Completes lines from the definitions of the server, and asks it for values where a definition says so.</summary>
/// <param name="palettes">What the server offers.</param>
/// <param name="builtins">Words that the prompt itself knows.</param>
/// <param name="ask">Asks the server: palette, command, argument, prefix.</param>
internal sealed class Completer(
    IReadOnlyList<CommandPalette> palettes, IReadOnlyList<string> builtins, Func<string, string, string, string, Task<IReadOnlyList<string>>> ask)
{
    /// <summary>Completes the last word.</summary>
    /// <param name="text">The line up to the cursor.</param>
    public async Task<Completion> CompleteAsync(string text)
    {
        if (!CommandWords.TrySplit(text, out List<CommandWord> words, redirections: true) || words.Any(word => word.IsRedirection))
            return Completion.None;
        bool fresh = text.Length == 0 || char.IsWhiteSpace(text[^1]);
        CommandWord last = fresh || words.Count == 0 ? new CommandWord("", text.Length, false) : words[^1];
        string[] before = [.. words.Take(fresh ? words.Count : words.Count - 1).Select(word => word.Text)];
        IEnumerable<string> values = await ValuesAsync(before, last.Text).ConfigureAwait(false);
        return new Completion(
            last.Start, last.Text,
            [.. values.Where(value => value.StartsWith(last.Text, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private async Task<IEnumerable<string>> ValuesAsync(string[] before, string typed) => before switch
    {
        [] => palettes.Select(palette => palette.Name).Concat(builtins),
        ["help"] => palettes.Select(palette => palette.Name),
        ["help", _] or [_] => Find(before[^1])?.Commands.Select(command => command.Name) ?? [],
        [var palette, var command, .. var rest] when Find(palette)?.Find(command) is { } definition =>
            await ArgumentAsync(palette, definition, rest, typed).ConfigureAwait(false),
        _ => [],
    };

    private async Task<IEnumerable<string>> ArgumentAsync(string palette, CommandDefinition command, string[] rest, string typed)
    {
        if (rest is [.., var previous] && command.BySwitch(previous) is { IsFlag: false } valued)
            return await ValuesOfAsync(palette, command, valued, typed).ConfigureAwait(false);
        IEnumerable<string> switches = command.Arguments.SelectMany(argument => argument.Switches).Append(CommandNames.JsonSwitch);
        if (typed.StartsWith('-'))
            return switches;
        ArgumentDefinition[] positions = [.. command.Arguments.Where(argument => argument.IsPositional)];
        int given = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            if (command.BySwitch(rest[i]) is { } argument)
                i += argument.IsFlag ? 0 : 1;
            else if (!rest[i].StartsWith('-'))
                given++;
        }
        ArgumentDefinition? next = given < positions.Length ? positions[given] : positions.LastOrDefault(argument => argument.AllowsMultiple);
        return next is null ? switches : await ValuesOfAsync(palette, command, next, typed).ConfigureAwait(false);
    }

    private async Task<IEnumerable<string>> ValuesOfAsync(string palette, CommandDefinition command, ArgumentDefinition argument, string typed)
    {
        if (!argument.HasServerValues)
            return argument.DefaultValues;
        try
        {
            return argument.DefaultValues.Concat(await ask(palette, command.Name, argument.Name, typed).ConfigureAwait(false));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The prompt tells that the connection has ended; a completion is nothing to complain about.
            return argument.DefaultValues;
        }
    }

    private CommandPalette? Find(string name) => palettes.FirstOrDefault(palette => palette.Name == name);
}
