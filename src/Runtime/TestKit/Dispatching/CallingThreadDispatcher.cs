using Supervision.Actor;
using Supervision.Dispatch;

namespace Supervision.TestKit;

// Overview
// A message makes its actor run at once, on the stack of whoever sent it. The cell marks itself as scheduled while it runs,
// so a message to an actor that is running already, on this thread or another, is left in the mailbox and processed by that
// run after the present message. The mailbox is worked off as a whole: giving others their turn would only deepen the stack.

/// <summary>
/// Runs actors on the thread that sends to them, before <c>Tell</c> returns. Every test kit adds it to its system; it also serves
/// <see cref="TestActorRef{TActor}"/> by default.
/// </summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>Its name in every system that a test kit uses: <c>akka.test.calling-thread-dispatcher</c>.</summary>
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>Makes the dispatcher.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        base.Id = Id;
        Throughput = int.MaxValue;
    }

    /// <summary>Adds the dispatcher to a system, unless it has it.</summary>
    internal static void AddTo(ActorSystem system) => system.Dispatchers.RegisterConfigurator(
        Id,
        new CallingThreadDispatcherConfigurator(system.Settings.Config.GetConfig(Id) ?? Configuration.Config.Empty, system.Dispatchers.Prerequisites));

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.Run();
    }

    /// <summary>Nothing: it has no threads.</summary>
    protected override void Shutdown()
    {
    }
}
