namespace Supervision.Pbm;

/// <summary>Finds out which command some words are.</summary>
internal static class CommandReader
{
    /// <summary>Reads.</summary>
    /// <param name="palettes">What there is.</param>
    /// <param name="words">The words, the palette's first.</param>
    /// <param name="json">Whether JSON is wanted anyway.</param>
    /// <returns>The command, or one line that says what is wrong.</returns>
    public static (Command? Command, string Problem) Read(IReadOnlyCollection<CommandPalette> palettes, IReadOnlyList<string> words, bool json)
    {
        if (words.Count == 0)
            return (null, "no command; 'help' lists them");
        if (palettes.FirstOrDefault(palette => palette.Name == words[0]) is not { } palette)
            return (null, $"unknown command '{words[0]}'{Near(words[0], palettes.Select(palette => palette.Name))}; 'help' lists them");
        if (words.Count == 1 || words[1].StartsWith('-'))
            return (null, $"'{palette.Name}' needs one of: {string.Join(", ", palette.Commands.Select(command => command.Name))}; see 'help {palette.Name}'");
        if (palette.Find(words[1]) is not { } definition)
        {
            return (null, $"'{palette.Name}' has no command '{words[1]}'{Near(words[1], palette.Commands.Select(command => command.Name))};"
                + $" see 'help {palette.Name}'");
        }
        return new Reading(palette, definition, words, json).Run();
    }

    /// <summary>What may have been meant, as a phrase that can be appended; empty where nothing is near.</summary>
    public static string Near(string word, IEnumerable<string> known)
    {
        string? best = known.Select(name => (name, Distance(word, name))).Where(pair => pair.Item2 <= Math.Max(word.Length < 4 ? 1 : 2, word.Length / 3))
            .OrderBy(pair => pair.Item2).Select(pair => pair.name).FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    private static int Distance(string a, string b)
    {
        if (a.Length > CommandNames.Longest)
            return int.MaxValue;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }

    private sealed class Reading(CommandPalette palette, CommandDefinition definition, IReadOnlyList<string> words, bool json)
    {
        private readonly List<(ArgumentDefinition Argument, string Value)> _values = [];
        private readonly Queue<ArgumentDefinition> _positions = new(definition.Arguments.Where(argument => argument.IsPositional));
        private bool _json = json;

        public (Command? Command, string Problem) Run()
        {
            bool onlyWords = false;
            for (int i = 2; i < words.Count; i++)
            {
                string word = words[i];
                string? problem = null;
                if (!onlyWords && word == "--")
                    onlyWords = true;
                else if (!onlyWords && word == CommandNames.JsonSwitch)
                    _json = true;
                else if (!onlyWords && word.Length > 1 && word[0] == '-' && !IsNumber(word))
                    problem = TakeSwitch(word, ref i);
                else
                    problem = TakeWord(word);
                if (problem is not null)
                    return Wrong(problem);
            }
            if (definition.Arguments.FirstOrDefault(argument => argument.IsMandatory && _values.All(value => value.Argument != argument)) is { } missing)
                return Wrong($"{missing.Syntax} is missing");
            return (new Command(palette, definition, _values, _json), "");
        }

        private (Command? Command, string Problem) Wrong(string problem) =>
            (null, $"{palette.Name} {definition.Name}: {problem}; usage: {palette.Name} {definition.Syntax}");

        // No switch looks like that but by intention: it is a value that the command itself refuses.
        private bool IsNumber(string word) => char.IsAsciiDigit(word[1]) && definition.BySwitch(word) is null;

        private string? TakeSwitch(string word, ref int i)
        {
            int equals = word.IndexOf('=');
            string name = equals < 0 ? word : word[..equals];
            if (definition.BySwitch(name) is not { } argument)
                return $"unknown switch '{name}'{Near(name, definition.Arguments.SelectMany(argument => argument.Switches))}";
            if (argument.IsFlag)
                return equals < 0 ? Take(argument, "") : $"{name} takes no value";
            if (equals >= 0)
                return Take(argument, word[(equals + 1)..]);
            return ++i < words.Count ? Take(argument, words[i]) : $"{name} needs a value";
        }

        private string? TakeWord(string word)
        {
            if (!_positions.TryPeek(out ArgumentDefinition? argument))
                return $"unexpected argument '{word}'";
            if (!argument.AllowsMultiple)
                _positions.Dequeue();
            return Take(argument, word);
        }

        private string? Take(ArgumentDefinition argument, string value)
        {
            if (!argument.AllowsMultiple && _values.Any(known => known.Argument == argument))
                return $"{argument.Name} is given twice";
            _values.Add((argument, value));
            return null;
        }
    }
}
