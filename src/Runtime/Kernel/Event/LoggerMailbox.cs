using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Event;

/// <summary>The mailbox of loggers: log events that are left when the logger stops go to <see cref="Settings.StdoutLogger"/>.</summary>
public class LoggerMailbox : Mailbox, IMessageQueue, IUnboundedMessageQueueSemantics, ILoggerMessageQueueSemantics
{
    private readonly IActorRef _owner;
    private readonly ActorSystem _system;

    /// <summary>Makes an empty mailbox.</summary>
    /// <param name="owner">The logger.</param>
    /// <param name="system">Its system.</param>
    public LoggerMailbox(IActorRef owner, ActorSystem system)
        : base(new UnboundedMessageQueue())
    {
        _owner = owner;
        _system = system;
    }

    /// <inheritdoc/>
    public int Count => MessageQueue.Count;

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope) => MessageQueue.TryDequeue(out envelope);

    /// <inheritdoc/>
    public override void CleanUp() => CleanUp(_owner, _system.Mailboxes.DeadLetterMailbox.MessageQueue);

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        var settings = _system.Settings;
        var lowest = Logging.LogLevelFor(settings.StdoutLogLevel);
        while (TryDequeue(out var envelope))
        {
            if (envelope.Message is not LogEvent logEvent)
                deadletters.Enqueue(owner, envelope);
            else if (logEvent.LogLevel() >= lowest)
                settings.StdoutLogger.Tell(logEvent, ActorRefs.NoSender);
        }
    }
}

/// <summary>Makes the mailboxes of loggers.</summary>
internal sealed class LoggerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<LoggerMailbox>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerMailbox(owner, system);
}
