namespace Supervision.Actor.Internal;

/// <summary>What an actor knows about one of its children.</summary>
public interface IChildStats
{
}
