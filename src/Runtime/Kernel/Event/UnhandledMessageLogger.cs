using Supervision.Actor;

namespace Supervision.Event;

/// <summary>Logs unhandled messages as debug events in the name of the actor that had them; runs where <c>debug.unhandled</c> is on.</summary>
internal sealed class UnhandledMessageLogger : ActorBase
{
    protected override bool Receive(object message)
    {
        if (message is not UnhandledMessage unhandled)
            return false;
        var source = LogSource.Create(unhandled.Recipient, Context.System);
        var text = $"Unhandled message from {unhandled.Sender}: {unhandled.Message}";
        Context.System.EventStream.Publish(new Debug(source.Source, source.Type, text));
        return true;
    }
}
