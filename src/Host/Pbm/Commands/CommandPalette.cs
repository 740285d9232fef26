using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>Commands that begin with one word.</summary>
public sealed class CommandPalette
{
    /// <summary>Makes a palette.</summary>
    /// <param name="name">The first word: letters, digits and hyphens.</param>
    /// <param name="commands">Its commands, each with a name of its own.</param>
    /// <exception cref="ArgumentException">The name is not valid, or two commands have one name.</exception>
    public CommandPalette(string name, IEnumerable<CommandDefinition> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        CommandNames.Check(name, "a palette");
        Name = name;
        Commands = [.. commands];
        if (Commands.GroupBy(command => command.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"the palette '{name}' has two commands '{twice.Key}'");
    }

    /// <summary>The first word.</summary>
    public string Name { get; }

    /// <summary>One phrase for help. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its commands, in the order of help.</summary>
    public ImmutableArray<CommandDefinition> Commands { get; }

    /// <summary>The command of a name; null where it has none.</summary>
    /// <param name="name">As defined.</param>
    public CommandDefinition? Find(string name) => Commands.FirstOrDefault(command => command.Name == name);
}
