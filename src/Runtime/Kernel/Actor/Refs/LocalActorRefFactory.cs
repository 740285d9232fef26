using Supervision.Dispatch;

namespace Supervision.Actor.Internal;

/// <summary>Makes references of a class of its own; test kits do.</summary>
internal delegate LocalActorRef LocalActorRefFactory(
    ActorSystemImpl system,
    Props props,
    MessageDispatcher dispatcher,
    MailboxType? mailboxType,
    IInternalActorRef supervisor,
    ActorPath path);
