using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>One command of a palette.</summary>
public sealed record CommandDefinition
{
    /// <summary>The word that calls it, after the palette's.</summary>
    public required string Name { get; init; }

    /// <summary>One phrase or more for help.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its arguments; those told by position in their order.</summary>
    public ImmutableArray<ArgumentDefinition> Arguments { get; init; } = [];

    /// <summary>Whether its output goes on until it is cancelled, or may. Default false.</summary>
    public bool Streams { get; init; }

    /// <summary>As help shows it, less the palette's name.</summary>
    public string Syntax => string.Join(' ', Arguments.OrderBy(argument => !argument.IsPositional).Select(argument => argument.Syntax).Prepend(Name));

    /// <summary>The argument of a name; null where it has none.</summary>
    /// <param name="name">As defined.</param>
    public ArgumentDefinition? Argument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name);

    /// <summary>The argument that a switch introduces; null where there is none.</summary>
    /// <param name="word">As written.</param>
    public ArgumentDefinition? BySwitch(string word) => Arguments.FirstOrDefault(argument => argument.Switches.Contains(word));
}
