using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class LogReceiveTests
{
    [Theory(Timeout = 30000)]
    [InlineData(true, typeof(Logged), 2)]
    [InlineData(false, typeof(Logged), 0)]
    [InlineData(true, typeof(NotLogged), 0)]
    public async Task Messages_OfAnActorThatAsksForIt_AreLoggedWhereSwitchedOn(bool isOn, Type actor, int count)
    {
        var system = ActorSystem.Create("receive", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
                $"akka {{ stdout-loglevel = OFF, loglevel = DEBUG, actor.debug.receive = {(isOn ? "on" : "off")} }}")),
            new LoggingSetup().ClearLoggers()));
        var probe = new Probe(system, "probe");
        var one = system.ActorOf(Props.Create(actor), "one");
        system.EventStream.Subscribe(probe.Ref, typeof(Debug));

        one.Tell("known", probe.Ref);
        one.Tell(1, probe.Ref);
        await one.Ask<string>("done", TimeSpan.FromSeconds(20));

        if (count > 0)
        {
            Assert.Equal($"received handled message known from {probe.Ref.Path}", (await Received()).Message);
            Assert.Equal($"received unhandled message 1 from {probe.Ref.Path}", (await Received()).Message);
        }
        else
        {
            system.EventStream.Publish(new Debug("x", typeof(int), "received nothing"));
            Assert.Equal("received nothing", (await Received()).Message);
        }

        await system.Terminate();

        Task<Debug> Received() => probe.FishFor<Debug>(log => log.Message.ToString()!.StartsWith("received", StringComparison.Ordinal));
    }

    private class NotLogged : ReceiveActor
    {
        public NotLogged()
        {
            Receive<string>(text =>
            {
                if (text == "done")
                    Sender.Tell(text);
            });
        }
    }

    private sealed class Logged : NotLogged, ILogReceive;
}
