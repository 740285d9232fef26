using Supervision.Actor;

namespace Supervision.TestKit.TestActors;

/// <summary>Passes every message on to the kit's test actor and, unless told not to, back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>Echoes to the kit.</summary>
    /// <param name="testkit">Whose test actor gets the messages.</param>
    /// <param name="echoBackToSenderAsWell">False to leave the sender out.</param>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ArgumentNullException.ThrowIfNull(testkit);
        ReceiveAny(message =>
        {
            var sender = Sender;
            if (echoBackToSenderAsWell && !testkit.TestActor.Equals(sender))
            {
                sender.Tell(message, Self);
            }

            testkit.TestActor.Tell(message, sender);
        });
    }

    /// <summary>Props of one.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}
