using System.Threading.Channels;
using Supervision.Actor;

namespace Supervision.Kernel.Tests.Event;

/// <summary>An actor that keeps what it gets for a test to take.</summary>
internal sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<(object Message, IActorRef Sender)> _messages = Channel.CreateUnbounded<(object, IActorRef)>();

    public Probe(ActorSystem system, string? name = null)
    {
        var writer = _messages.Writer;
        Ref = system.ActorOf(Props.Create(() => new Keeper(writer)), name);
    }

    public IActorRef Ref { get; }

    /// <summary>Who sent the message taken last.</summary>
    public IActorRef? LastSender { get; private set; }

    public async Task<T> Expect<T>()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var (message, sender) = await _messages.Reader.ReadAsync(deadline.Token);
        LastSender = sender;
        return Assert.IsType<T>(message, exactMatch: false);
    }

    /// <summary>Passes over everything else until a message comes that is looked for.</summary>
    public async Task<T> FishFor<T>(Predicate<T> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var (message, sender) = await _messages.Reader.ReadAsync(deadline.Token);
            LastSender = sender;
            if (message is T found && wanted(found))
                return found;
        }
    }

    /// <summary>What was sent before this call has come after it; nothing else may have.</summary>
    public async Task ExpectNothingBefore(object marker)
    {
        Ref.Tell(marker);
        Assert.Same(marker, await Expect<object>());
    }

    private sealed class Keeper(ChannelWriter<(object Message, IActorRef Sender)> writer) : ActorBase
    {
        protected override bool Receive(object message) => writer.TryWrite((message, Sender));
    }
}
