using Supervision.Actor;

namespace Supervision.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes the test actor watch the actor; its end arrives as <see cref="Terminated"/>.</summary>
    /// <returns>The same actor.</returns>
    /// <exception cref="TimeoutException">The test actor did not answer within the default timeout.</exception>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        var message = new TestActor.Watch(actorToWatch);
        TestActor.Tell(message);
        Confirm(message.Done.Task);
        return actorToWatch;
    }

    /// <inheritdoc cref="Watch(IActorRef)"/>
    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        var message = new TestActor.Watch(actorToWatch);
        TestActor.Tell(message);
        await message.Done.Task.WaitAsync(Dilated(TestKitSettings.DefaultTimeout)).ConfigureAwait(false);
        return actorToWatch;
    }

    /// <summary>Makes the test actor watch the actor no more.</summary>
    /// <inheritdoc cref="Watch(IActorRef)"/>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        var message = new TestActor.Unwatch(actorToUnwatch);
        TestActor.Tell(message);
        Confirm(message.Done.Task);
        return actorToUnwatch;
    }

    /// <inheritdoc cref="Unwatch(IActorRef)"/>
    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        var message = new TestActor.Unwatch(actorToUnwatch);
        TestActor.Tell(message);
        await message.Done.Task.WaitAsync(Dilated(TestKitSettings.DefaultTimeout)).ConfigureAwait(false);
        return actorToUnwatch;
    }

    private void Confirm(Task done)
    {
        if (!done.Wait(Dilated(TestKitSettings.DefaultTimeout)))
        {
            throw new TimeoutException($"{TestActor} did not answer within {Dilated(TestKitSettings.DefaultTimeout)}.");
        }
    }
}
