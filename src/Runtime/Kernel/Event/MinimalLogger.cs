using System.Diagnostics.CodeAnalysis;
using Supervision.Actor;

namespace Supervision.Event;

/// <summary>A logger that is no actor, and so works before a system's actors start and after they stopped.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly ActorPath _path;

    /// <summary>Takes the path of its type.</summary>
    protected MinimalLogger()
    {
        _path = new RootActorPath(Address.AllSystems, "/" + GetType().Name);
    }

    /// <summary>What to ask whether to print an event; the system's filters once it belongs to one.</summary>
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <summary>There is none: a minimal logger belongs to no system.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IActorRefProvider Provider =>
        throw new NotSupportedException($"{GetType().Name} belongs to no actor system and so has no provider.");

    /// <summary>Prints a message, most often a <see cref="LogEvent"/>.</summary>
    /// <param name="message">What to print.</param>
    protected abstract void Log(object message);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is not null)
            Log(message);
    }
}
