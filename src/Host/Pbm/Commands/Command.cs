using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>A command as somebody gave it, checked against its definition.</summary>
public sealed class Command
{
    private readonly ImmutableArray<(ArgumentDefinition Argument, string Value)> _values;

    internal Command(CommandPalette palette, CommandDefinition definition, IEnumerable<(ArgumentDefinition Argument, string Value)> values, bool json)
    {
        Palette = palette.Name;
        Definition = definition;
        _values = [.. values];
        Json = json;
    }

    /// <summary>Name of its palette.</summary>
    public string Palette { get; }

    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>What it is checked against.</summary>
    public CommandDefinition Definition { get; }

    /// <summary>Whether the answer shall be JSON objects instead of lines.</summary>
    public bool Json { get; }

    /// <summary>Whether an argument is given.</summary>
    /// <param name="name">Its name, not its switch.</param>
    public bool HasArgument(string name) => _values.Any(value => value.Argument.Name == name);

    /// <summary>The values of an argument, in order; empty where it is not given.</summary>
    /// <param name="name">Its name, not its switch.</param>
    public IEnumerable<string> ArgumentValues(string name) => _values.Where(value => value.Argument.Name == name).Select(value => value.Value);

    /// <summary>The last value of an argument; null where it is not given.</summary>
    /// <param name="name">Its name, not its switch.</param>
    public string? ArgumentValue(string name) => ArgumentValues(name).LastOrDefault();
}
