using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>Builds a <see cref="CommandDefinition"/>.</summary>
public sealed class CommandDefinitionBuilder
{
    private readonly List<ArgumentDefinition> _arguments = [];
    private string _name = "";
    private string _description = "";
    private bool _streams;

    /// <summary>Names it.</summary>
    /// <param name="name">Letters, digits and hyphens.</param>
    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    /// <summary>Says what it does.</summary>
    public CommandDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Adds an argument.</summary>
    /// <param name="build">Says what it is like.</param>
    /// <exception cref="ArgumentException">It is not valid.</exception>
    public CommandDefinitionBuilder WithArgument(Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        _arguments.Add(build(new ArgumentDefinitionBuilder()).Build());
        return this;
    }

    /// <summary>Says that its output may go on until it is cancelled.</summary>
    public CommandDefinitionBuilder Streams(bool streams = true)
    {
        _streams = streams;
        return this;
    }

    /// <summary>The definition.</summary>
    /// <exception cref="ArgumentException">The name is not valid, or two arguments have one name or one switch, or one can never be reached.</exception>
    public CommandDefinition Build()
    {
        CommandNames.Check(_name, "a command");
        if (Twice(_arguments.Select(argument => argument.Name)) is { } name)
            throw new ArgumentException($"two arguments of '{_name}' are named '{name}'");
        if (Twice(_arguments.SelectMany(argument => argument.Switches)) is { } word)
            throw new ArgumentException($"two arguments of '{_name}' have the switch '{word}'");
        ArgumentDefinition[] positional = [.. _arguments.Where(argument => argument.IsPositional)];
        for (int i = 1; i < positional.Length; i++)
        {
            if (positional[i - 1].AllowsMultiple)
                throw new ArgumentException($"'{positional[i].Name}' of '{_name}' can never be reached: '{positional[i - 1].Name}' takes all words");
            if (positional[i].IsMandatory && !positional[i - 1].IsMandatory)
                throw new ArgumentException($"'{positional[i].Name}' of '{_name}' is mandatory and comes after one that is not");
        }
        return new CommandDefinition { Name = _name, Description = _description, Arguments = [.. _arguments], Streams = _streams };
    }

    private static string? Twice(IEnumerable<string> words) =>
        words.GroupBy(word => word, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
}
