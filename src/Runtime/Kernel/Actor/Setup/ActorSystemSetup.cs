using Supervision.Util;

namespace Supervision.Actor.Setup;

/// <summary>What a system is started with, in code: at most one part of each type.</summary>
public sealed class ActorSystemSetup
{
    /// <summary>Nothing.</summary>
    public static readonly ActorSystemSetup Empty = new([]);

    private readonly Dictionary<Type, Setup> _parts;

    private ActorSystemSetup(Dictionary<Type, Setup> parts)
    {
        _parts = parts;
    }

    /// <summary>Makes a setup of parts; of two parts of one type the last wins.</summary>
    public static ActorSystemSetup Create(params Setup[] setup)
    {
        Dictionary<Type, Setup> parts = [];
        foreach (Setup part in setup)
        {
            parts[part.GetType()] = part;
        }

        return new ActorSystemSetup(parts);
    }

    /// <summary>The part of a type, if there is one.</summary>
    public Option<T> Get<T>()
        where T : Setup => _parts.TryGetValue(typeof(T), out Setup? part) ? Option<T>.Create((T)part) : Option<T>.None;

    /// <summary>The same setup with one part added or replaced.</summary>
    public ActorSystemSetup WithSetup<T>(T setup)
        where T : Setup => new(new Dictionary<Type, Setup>(_parts) { [setup.GetType()] = setup });

    /// <summary>The same setup with one part added or replaced.</summary>
    public ActorSystemSetup And<T>(T setup)
        where T : Setup => WithSetup(setup);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSystemSetup({string.Join(", ", _parts.Keys.Select(static t => t.FullName))})";
}
