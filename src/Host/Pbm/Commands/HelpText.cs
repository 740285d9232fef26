using System.Text;

namespace Supervision.Pbm;

/// <summary>Help on what a server offers, made of its definitions.</summary>
internal static class HelpText
{
    /// <summary>The lines of help.</summary>
    /// <param name="palettes">What there is.</param>
    /// <param name="words">Nothing, a palette, or a palette and a command.</param>
    /// <returns>Null where there is no such palette or command.</returns>
    public static IReadOnlyList<string>? For(IReadOnlyCollection<CommandPalette> palettes, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return [.. Columns(palettes.Select(palette => (palette.Name, Summary(palette)))), "", "'help PALETTE' tells of its commands."];
        if (palettes.FirstOrDefault(palette => palette.Name == words[0]) is not { } palette)
            return null;
        if (words.Count == 1)
        {
            return
            [
                .. Columns(palette.Commands.Select(command => ($"{palette.Name} {command.Syntax}", command.Description))), "",
                $"'help {palette.Name} COMMAND' tells of its arguments.",
            ];
        }
        return words.Count == 2 && palette.Find(words[1]) is { } definition ? [.. Of(palette, definition)] : null;
    }

    private static string Summary(CommandPalette palette) =>
        palette.Description.Length > 0 ? palette.Description : string.Join(", ", palette.Commands.Select(command => command.Name));

    private static IEnumerable<string> Of(CommandPalette palette, CommandDefinition command)
    {
        yield return $"{palette.Name} {command.Syntax}";
        yield return "";
        foreach (string line in Wrap(command.Description, 100))
            yield return line;
        if (command.Arguments.IsEmpty)
            yield break;
        yield return "";
        foreach (string line in Columns(command.Arguments.Select(argument => (Left(argument), Right(argument)))))
            yield return line;
    }

    private static string Left(ArgumentDefinition argument) => argument.IsPositional
        ? argument.Name.ToUpperInvariant()
        : string.Join(", ", argument.Switches) + (argument.IsFlag ? "" : " " + argument.Name.ToUpperInvariant());

    private static string Right(ArgumentDefinition argument)
    {
        var text = new StringBuilder(argument.Description);
        if (!argument.DefaultValues.IsEmpty)
            text.Append(text.Length > 0 ? " " : "").Append($"({string.Join(", ", argument.DefaultValues)})");
        return text.ToString();
    }

    private static IEnumerable<string> Columns(IEnumerable<(string Left, string Right)> rows)
    {
        (string Left, string Right)[] all = [.. rows];
        int width = Math.Min(36, all.Max(row => row.Left.Length));
        foreach (var (left, right) in all)
        {
            bool own = left.Length > width;
            if (own)
                yield return "  " + left;
            bool first = !own;
            foreach (string line in Wrap(right, 100 - width))
            {
                yield return $"  {(first ? left : "").PadRight(width)}  {line}".TrimEnd();
                first = false;
            }
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }
}
