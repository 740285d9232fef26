using Supervision.Actor;
using Supervision.Actor.Setup;
using Supervision.Configuration;
using Supervision.Dispatch;
using Supervision.Event;

namespace Supervision.Kernel.Tests.Event;

public sealed class LoggerMailboxTests
{
    [Fact(Timeout = 30000)]
    public async Task CleanUp_PrintsEventsThatAreLeftAndMakesDeadLettersOfTheRest()
    {
        var output = new Output();
        var system = ActorSystem.Create("left", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.stdout-logger-class = output")),
            new TypeNamesSetup().Register("output", () => output),
            new LoggingSetup().ClearLoggers()));
        var probe = new Probe(system);
        system.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var mailbox = new LoggerMailbox(probe.Ref, system);
        mailbox.Enqueue(probe.Ref, new Envelope(new Info("source", typeof(object), "below the level"), ActorRefs.NoSender));
        mailbox.Enqueue(probe.Ref, new Envelope(new Warning("source", typeof(object), "left over"), ActorRefs.NoSender));
        mailbox.Enqueue(probe.Ref, new Envelope("no event", ActorRefs.NoSender));
        Assert.Equal(3, mailbox.NumberOfMessages);

        mailbox.CleanUp();

        Assert.Equal("left over", (await output.Next()).Message);
        Assert.Equal("no event", (await probe.Expect<DeadLetter>()).Message);
        Assert.False(mailbox.HasMessages);
        await system.Terminate();
    }

    [Fact(Timeout = 30000)]
    public async Task DefaultLogger_HasTheMailboxOfLoggers()
    {
        var system = ActorSystem.Create("kind", "akka { stdout-loglevel = OFF, loglevel = OFF }");
        var logger = (ActorRefWithCell)system.ActorOf(Props.Create(() => new DefaultLogger()));

        Assert.IsType<LoggerMailbox>(((ActorCell)logger.Underlying).Mailbox.MessageQueue);
        Assert.Equal(typeof(ILoggerMessageQueueSemantics), system.Mailboxes.GetRequiredType(typeof(DefaultLogger)));
        await system.Terminate();
    }
}
