using Supervision.Actor;
using Supervision.Configuration;
using Supervision.Dispatch.MessageQueues;

namespace Supervision.Dispatch;

/// <summary>Makes message queues for actors.</summary>
public abstract class MailboxType
{
    /// <summary>The settings of the system.</summary>
    protected readonly Settings Settings;

    /// <summary>The section of the mailbox.</summary>
    protected readonly Config Config;

    /// <summary>Keeps both.</summary>
    protected MailboxType(Settings settings, Config config)
    {
        Settings = settings;
        Config = config;
    }

    /// <summary>Makes the queue of an actor.</summary>
    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}
