namespace Supervision.Actor;

/// <summary>Marks an <see cref="FSM{TState,TData}"/> that logs what it does when <c>akka.actor.debug.fsm</c> is on, and keeps its last events.</summary>
public interface ILoggingFSM
{
}
