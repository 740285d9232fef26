using Supervision.Actors.Events;
using Supervision.Actors.Listeners;
using Supervision.Actors.Messages;

namespace Supervision.Entrypoint.Logging;

/// <summary>The listener that feeds the console.</summary>
internal sealed class ConsoleListener : EventListenerActor
{
    /// <summary>Its name under the tree's listeners.</summary>
    public const string Name = "console";

    /// <summary>Generous, because each event is only formatted into memory. Lines of engines come another way (<see cref="OutputConsole"/>).</summary>
    private const int Buffer = 10_000;

    private readonly EventTranslator _translator;

    public ConsoleListener(ConsoleLog log)
        : base(new EventListenerOptions { Name = Name, Buffer = Buffer, Output = false })
    {
        _translator = new EventTranslator(log);
        Receive<Error>(e => log.Write(DaemonMessages.ActorError, ("source", e.LogSource), ("error", Text(e.Message, e.Cause))));
        Receive<Warning>(w => log.Write(DaemonMessages.ActorWarning, ("source", w.LogSource), ("error", Text(w.Message, w.Cause))));
    }

    /// <summary>Listens to what the actors themselves complain about, too: nobody else does.</summary>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Error));
        Context.System.EventStream.Subscribe(Self, typeof(Warning));
        base.PreStart();
    }

    protected override ValueTask OnEventAsync(SupervisionEvent value, CancellationToken cancellation)
    {
        _translator.Write(value);
        return ValueTask.CompletedTask;
    }

    private static string Text(object message, Exception? cause) => cause is null ? $"{message}" : $"{message}: {cause}";
}
