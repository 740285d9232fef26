using Supervision.Actor;

namespace Supervision.TestKit.TestActors;

/// <summary>Handles no message at all.</summary>
public class UnhandledMessageActor : ReceiveActor
{
}
