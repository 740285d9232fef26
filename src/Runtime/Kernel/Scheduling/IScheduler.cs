namespace Supervision.Actor;

/// <summary>Sends messages in the future; one per actor system. Actors that wait on themselves better use timers.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Runs code in the future: for what a message cannot do.</summary>
    IAdvancedScheduler Advanced { get; }
}
