namespace Supervision.Actor;

/// <summary>
/// An actor whose messages are logged at DEBUG, handled or not, where <c>akka.actor.debug.receive</c> is on. It has no members.
/// </summary>
public interface ILogReceive
{
}
