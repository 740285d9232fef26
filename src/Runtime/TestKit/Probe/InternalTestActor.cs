using Supervision.Actor;

namespace Supervision.TestKit.Internal;

/// <summary>Queues what it receives for the test to examine.</summary>
internal sealed class InternalTestActor(EnvelopeQueue queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot? _autoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case TestActor.SetAutoPilot set:
                _autoPilot = set.AutoPilot is NoAutoPilot ? null : set.AutoPilot;
                return true;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                watch.Done.TrySetResult();
                return true;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                unwatch.Done.TrySetResult();
                return true;
            case TestActor.Spawn spawn:
                Create(spawn);
                return true;
        }

        if (_autoPilot is not null)
        {
            var next = _autoPilot.Run(Sender, message);
            _autoPilot = next is NoAutoPilot ? null : next is KeepRunning ? _autoPilot : next;
        }

        if (_ignore?.Invoke(message) != true)
        {
            queue.Enqueue(new RealMessageEnvelope(message, Sender));
        }

        return true;
    }

    // What the test has not examined is lost for good: the log of dead letters says so.
    protected override void PostStop()
    {
        while (queue.TryGet(remove: true, out var envelope))
        {
            if (envelope is RealMessageEnvelope { Message: { } message } && message is not Event.IDeadLetterSuppression)
            {
                Context.System.DeadLetters.Tell(new Event.DeadLetter(message, envelope.Sender ?? Context.System.DeadLetters, Self), Self);
            }
        }
    }

    private void Create(TestActor.Spawn spawn)
    {
        try
        {
            var child = spawn.Apply(Context);
            if (spawn._supervisorStrategy.HasValue)
            {
                _strategy.Update(child, spawn._supervisorStrategy.Value);
            }

            spawn.Done.TrySetResult(child);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bad name is the fault of whoever asked; the test actor goes on.
            spawn.Done.TrySetException(e);
        }
    }
}
