using System.Collections.Immutable;

namespace Supervision.Pbm;

/// <summary>Builds an <see cref="ArgumentDefinition"/>.</summary>
public sealed class ArgumentDefinitionBuilder
{
    private string _name = "";
    private string _description = "";
    private ImmutableArray<string> _switches = [];
    private ImmutableArray<string> _values = [];
    private bool _mandatory;
    private bool _multiple;
    private bool _flag;
    private bool _serverValues;

    /// <summary>Names it.</summary>
    /// <param name="name">Letters, digits and hyphens.</param>
    public ArgumentDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    /// <summary>Says what it is, in one phrase.</summary>
    public ArgumentDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Whether the command needs it.</summary>
    public ArgumentDefinitionBuilder IsMandatory(bool mandatory = true)
    {
        _mandatory = mandatory;
        return this;
    }

    /// <summary>Adds a word that introduces it; without any the argument is told by its position.</summary>
    /// <param name="word">Begins with a hyphen, as <c>-m</c> or <c>--message</c>.</param>
    public ArgumentDefinitionBuilder WithSwitch(string word)
    {
        _switches = _switches.Add(word);
        return this;
    }

    /// <summary>Values that completion offers; others are accepted.</summary>
    public ArgumentDefinitionBuilder WithDefaultValues(params ReadOnlySpan<string> values)
    {
        _values = [.. _values, .. values];
        return this;
    }

    /// <summary>Whether it may be given more than once.</summary>
    public ArgumentDefinitionBuilder AllowsMultiple(bool multiple = true)
    {
        _multiple = multiple;
        return this;
    }

    /// <summary>Whether its switch stands alone, without a value.</summary>
    public ArgumentDefinitionBuilder IsFlag(bool flag = true)
    {
        _flag = flag;
        return this;
    }

    /// <summary>Has completion ask the server for values.</summary>
    public ArgumentDefinitionBuilder WithServerValues(bool ask = true)
    {
        _serverValues = ask;
        return this;
    }

    /// <summary>The definition.</summary>
    /// <exception cref="ArgumentException">The name or a switch is not valid, or a flag has no switch.</exception>
    public ArgumentDefinition Build()
    {
        CommandNames.Check(_name, "an argument");
        foreach (string word in _switches)
            if (word.Length < 2 || word[0] != '-' || word == "--" || word == CommandNames.JsonSwitch || word.AsSpan().ContainsAny(" ='\"\\"))
                throw new ArgumentException($"'{word}' cannot be a switch of '{_name}'");
        if (_flag && _switches.IsEmpty)
            throw new ArgumentException($"the flag '{_name}' needs a switch");
        return new ArgumentDefinition
        {
            Name = _name,
            Description = _description,
            Switches = _switches,
            IsMandatory = _mandatory,
            AllowsMultiple = _multiple,
            IsFlag = _flag,
            DefaultValues = _values,
            HasServerValues = _serverValues,
        };
    }
}
