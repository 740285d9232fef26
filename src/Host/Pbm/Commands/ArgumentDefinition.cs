using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>One argument of a command. One without a switch is told by its position.</summary>
public sealed record ArgumentDefinition
{
    /// <summary>What it is called in help and in <see cref="Command"/>; unique in its command.</summary>
    public required string Name { get; init; }

    /// <summary>One phrase for help.</summary>
    public string Description { get; init; } = "";

    /// <summary>The words that introduce it, such as <c>-d</c> and <c>--depth</c>; none for an argument told by its position.</summary>
    public ImmutableArray<string> Switches { get; init; } = [];

    /// <summary>Whether the command needs it. Default false.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Whether it may be given more than once; by position it then takes all words that are left. Default false.</summary>
    public bool AllowsMultiple { get; init; }

    /// <summary>Whether its switch stands alone, without a value. Default false.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Values that completion offers; others are accepted.</summary>
    public ImmutableArray<string> DefaultValues { get; init; } = [];

    /// <summary>Whether completion asks the server for values, for example names of engines. Default false.</summary>
    public bool HasServerValues { get; init; }

    /// <summary>Whether it is told by its position.</summary>
    public bool IsPositional => Switches.IsEmpty;

    /// <summary>As help shows it, for example <c>[-d DEPTH]</c> or <c>ENGINE...</c>.</summary>
    public string Syntax
    {
        get
        {
            string value = Name.ToUpperInvariant();
            string text = IsPositional ? value : IsFlag ? Switches[0] : $"{Switches[0]} {value}";
            if (!IsMandatory)
                text = $"[{text}]";
            return AllowsMultiple ? text + "..." : text;
        }
    }
}
