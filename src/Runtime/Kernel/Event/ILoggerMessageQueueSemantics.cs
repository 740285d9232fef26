using Supervision.Dispatch;

namespace Supervision.Event;

/// <summary>The queue of a logger: what is left in it when the logger stops is printed on standard output.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics
{
}
