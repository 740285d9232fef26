using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Logs;

/// <summary>Publishes an engine's captured lines on the event stream.</summary>
internal sealed class LogActor : ReceiveActor
{
    public LogActor(EngineSettings settings, TreeServices services)
    {
        Receive<OutputLines>(lines =>
        {
            foreach (var line in lines.Lines)
            {
                services.Events.Publish(new EngineOutput(
                    settings.Name, settings.Group, lines.Pid, lines.Attempt, line.Stream, line.Text));
            }

            lines.Source.Taken(lines.Lines.Count);
            if (lines.Dropped > 0)
            {
                services.Events.Publish(new EngineOutputDropped(settings.Name, settings.Group, lines.Pid, lines.Attempt, lines.Dropped));
            }
        });
        Receive<FlushLogs>(_ => Sender.Tell(LogsFlushed.Instance));
    }

    public static Props Create(EngineSettings settings, TreeServices services) => Props.Create(() => new LogActor(settings, services));
}
