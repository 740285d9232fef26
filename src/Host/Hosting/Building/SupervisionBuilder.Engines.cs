using Supervision.Hocon;

namespace Supervision.Hosting;

// Engines and groups in code, and listeners of what happens to them.
public sealed partial class SupervisionBuilder
{
    internal Dictionary<string, Props> Listeners { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an engine, or says more of one that is there.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="configure">Says what it is.</param>
    public SupervisionBuilder WithEngine(string name, Action<EngineBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var engine = new EngineBuilder(name);
        configure(engine);
        return Add(engine.Layer);
    }

    /// <summary>Adds several engines.</summary>
    /// <param name="engines">Names, and what each is.</param>
    public SupervisionBuilder WithEngines(params (string Name, Action<EngineBuilder> Configure)[] engines)
    {
        ArgumentNullException.ThrowIfNull(engines);
        foreach (var (name, configure) in engines)
            WithEngine(name, configure);
        return this;
    }

    /// <summary>Adds a group, or says more of one that is there. A group that an engine names need not be added.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="configure">Says what it is.</param>
    public SupervisionBuilder WithGroup(string name, Action<GroupBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var group = new GroupBuilder(name);
        configure(group);
        return Add(group.Layer);
    }

    /// <summary>Adds a listener of the tree's events.</summary>
    /// <param name="name">Its name, unique among listeners; <c>journal</c> and names that begin with <c>hosting-</c> are taken.</param>
    /// <param name="listener">Props of an actor derived from <c>EventListenerActor</c>.</param>
    public SupervisionBuilder WithEventListener(string name, Props listener)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(listener);
        Listeners[name] = listener;
        return this;
    }

    private SupervisionBuilder Add(HoconObject layer)
    {
        var document = HoconDocument.FromObject(layer);
        Layers.Add(document.WithFallback);
        return this;
    }
}
