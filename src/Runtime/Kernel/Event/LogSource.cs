using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Who logs: a name for people and a type for programs.</summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The API of Akka.NET.")]
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    /// <summary>The name: an actor's path, or a name with its system.</summary>
    public string Source { get; }

    /// <summary>The type.</summary>
    public Type Type { get; }

    /// <summary>The source that an object is, outside of any system.</summary>
    /// <param name="o">An actor, a context, a type, a name, or any object.</param>
    /// <returns>The source.</returns>
    public static LogSource Create(object o) => o switch
    {
        LogSource source => source,
        IActorContext context => new LogSource(context.Self.Path.ToString()!, SourceType(o)),
        IActorRef actor => new LogSource(actor.Path.ToString()!, SourceType(o)),
        string name => new LogSource(name, SourceType(o)),
        Type type => new LogSource(Logging.SimpleName(type), type),
        _ => new LogSource(Logging.SimpleName(o), SourceType(o)),
    };

    /// <summary>The source that an object is within a system.</summary>
    /// <param name="o">An actor, a context, a type, a name, or any object.</param>
    /// <param name="system">The system.</param>
    /// <returns>The source.</returns>
    public static LogSource Create(object o, ActorSystem system) => o switch
    {
        LogSource source => source,
        IActorContext context => new LogSource(FromActor(context, system), SourceType(o)),
        IActorRef actor => new LogSource(FromActorRef(actor, system), SourceType(o)),
        string name => new LogSource(FromString(name, system), SourceType(o)),
        Type type => new LogSource(FromType(type, system), type),
        _ => new LogSource(FromType(o.GetType(), system), SourceType(o)),
    };

    /// <summary>A source of these two.</summary>
    /// <param name="source">The name.</param>
    /// <param name="t">The type.</param>
    /// <returns>The source.</returns>
    public static LogSource Create(string source, Type t) => new(source, t);

    /// <summary>The name of the actor of a context.</summary>
    /// <param name="actor">The context.</param>
    /// <param name="system">The system.</param>
    /// <returns>The path of the actor.</returns>
    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    /// <summary>The name of an actor.</summary>
    /// <param name="a">The actor.</param>
    /// <param name="system">The system.</param>
    /// <returns>The path of the actor.</returns>
    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString()!;

    /// <summary>A name with its system.</summary>
    /// <param name="source">The name.</param>
    /// <param name="system">The system.</param>
    /// <returns>Both.</returns>
    public static string FromString(string source, ActorSystem system) => $"{source}({system})";

    /// <summary>The name of a type with its system.</summary>
    /// <param name="t">The type.</param>
    /// <param name="system">The system.</param>
    /// <returns>Both.</returns>
    public static string FromType(Type t, ActorSystem system) => $"{Logging.SimpleName(t)}({system})";

    /// <summary>The type that an object logs as.</summary>
    /// <param name="o">An actor, a context, a type, a name, or any object.</param>
    /// <returns>The type.</returns>
    public static Type SourceType(object o) => o switch
    {
        Type type => type,
        IActorContext context => context.Props.Type,
        string => typeof(DummyClassForStringSources),
        _ => o.GetType(),
    };
}
