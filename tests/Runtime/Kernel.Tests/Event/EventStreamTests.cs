using Supervision.Actor;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class EventStreamTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("events");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact(Timeout = 30000)]
    public async Task Publish_ToSubscribedActor_Arrives()
    {
        var probe = new Probe(_system);
        _system.EventStream.Subscribe<string>(probe.Ref);

        _system.EventStream.Publish("hello");

        Assert.Equal("hello", await probe.Expect<string>());
    }

    [Fact(Timeout = 30000)]
    public async Task Publish_AfterUnsubscribing_DoesNotArrive()
    {
        var probe = new Probe(_system);
        _system.EventStream.Subscribe<string>(probe.Ref);

        Assert.True(_system.EventStream.Unsubscribe<string>(probe.Ref));
        _system.EventStream.Publish("hello");

        await probe.ExpectNothingBefore(new object());
    }

    [Fact(Timeout = 30000)]
    public async Task Subscriber_ThatStops_IsUnsubscribed()
    {
        var probe = new Probe(_system);
        _system.EventStream.Subscribe<string>(probe.Ref);
        _system.EventStream.Subscribe<Uri>(probe.Ref);

        await probe.Ref.GracefulStop(TimeSpan.FromSeconds(20));

        while (_system.EventStream.HasAnySubscription(probe.Ref))
            await Task.Yield();
    }

    [Fact(Timeout = 30000)]
    public async Task Subscriber_ThatStoppedBefore_IsUnsubscribed()
    {
        var probe = new Probe(_system);
        await probe.Ref.GracefulStop(TimeSpan.FromSeconds(20));

        _system.EventStream.Subscribe<string>(probe.Ref);

        while (_system.EventStream.HasAnySubscription(probe.Ref))
            await Task.Yield();
    }

    [Fact]
    public void Null_SubscriberOrChannel_IsRefused()
    {
        var probe = new Probe(_system);

        Assert.Throws<ArgumentNullException>(() => _system.EventStream.Subscribe(null!, typeof(string)));
        Assert.Throws<ArgumentNullException>(() => _system.EventStream.Subscribe(probe.Ref, null!));
        Assert.Throws<ArgumentNullException>(() => _system.EventStream.Unsubscribe(null!));
    }

    [Fact(Timeout = 30000)]
    public async Task DeadLetters_ToAStoppedActor_ArePublished()
    {
        var probe = new Probe(_system);
        var gone = new Probe(_system);
        await gone.Ref.GracefulStop(TimeSpan.FromSeconds(20));
        _system.EventStream.Subscribe<AllDeadLetters>(probe.Ref);

        gone.Ref.Tell("lost", probe.Ref);

        var letter = await probe.FishFor<DeadLetter>(l => l.Message is "lost");
        Assert.Equal(probe.Ref, letter.Sender);
        Assert.Equal(gone.Ref.Path, letter.Recipient.Path);
    }
}
