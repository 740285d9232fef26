using Supervision.Actor;
using Supervision.Configuration;
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

    /// <summary>What test actors run on: a dispatcher of this kind too, unless the configuration says otherwise.</summary>
    internal const string TestActorId = "akka.test.test-actor.dispatcher";

    /// <summary>Makes the dispatcher.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
        base.Id = Id;
        Throughput = int.MaxValue;
    }

    /// <summary>Adds the dispatcher to a system, unless it has it, and the one of test actors, unless another is configured for them.</summary>
    internal static void AddTo(ActorSystem system)
    {
        Add(system, Id);
        Add(system, TestActorId);
    }

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

    private static void Add(ActorSystem system, string id)
    {
        const string Type = nameof(CallingThreadDispatcherConfigurator);
        var section = system.Settings.Config.GetConfig(id) ?? Config.Empty;
        if (section.GetString("type", Type)!.Contains(Type, StringComparison.Ordinal))
        {
            system.Dispatchers.RegisterConfigurator(id, new CallingThreadDispatcherConfigurator(section, system.Dispatchers.Prerequisites));
        }
    }
}
