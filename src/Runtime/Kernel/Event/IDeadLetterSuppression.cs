namespace Supervision.Event;

/// <summary>Marks messages that are not worth a line in the log when they reach nobody.</summary>
public interface IDeadLetterSuppression
{
}
