namespace Supervision.Actor;

/// <summary>Runs code in the future, outside of any actor. It must not block: it holds up every other timer.</summary>
public interface IAdvancedScheduler : IActionScheduler
{
}
