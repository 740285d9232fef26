using System.Threading.Channels;
using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

/// <summary>An actor that collects its messages for a test.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Channel<Envelope> _received = Channel.CreateUnbounded<Envelope>();

    public Probe(ActorSystem system)
    {
        ChannelWriter<Envelope> writer = _received.Writer;
        Ref = system.ActorOf(Props.Create(() => new Collector(writer)));
    }

    public IActorRef Ref { get; }

    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    public async Task<object> Next()
    {
        using CancellationTokenSource limit = new(Limit);
        Envelope envelope = await _received.Reader.ReadAsync(limit.Token);
        LastSender = envelope.Sender;
        return envelope.Message;
    }

    public async Task<T> Next<T>() => Assert.IsType<T>(await Next());

    public async Task Expect(params object[] messages)
    {
        foreach (object message in messages)
        {
            Assert.Equal(message, await Next());
        }
    }

    /// <summary>Nothing has come: what was sent before this call, through the same actors, would be here before the mark.</summary>
    public async Task ExpectNothingBefore(object mark)
    {
        Ref.Tell(mark, ActorRefs.NoSender);
        Assert.Equal(mark, await Next());
    }

    public void Watch(IActorRef subject) => Ref.Tell(new Watching(subject), ActorRefs.NoSender);

    /// <summary>Watches and waits until the watch is in force.</summary>
    public async Task WatchNow(IActorRef subject)
    {
        Watch(subject);
        await ExpectNothingBefore("watching");
    }

    public async Task ExpectTerminated(IActorRef subject) => Assert.Equal(subject, (await Next<Terminated>()).ActorRef);

    private sealed record Watching(IActorRef Subject);

    private sealed class Collector(ChannelWriter<Envelope> received) : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is Watching watching)
            {
                Context.Watch(watching.Subject);
            }
            else
            {
                received.TryWrite(new Envelope(message, Sender));
            }

            return true;
        }
    }
}
