using System.Diagnostics.CodeAnalysis;

namespace Supervision.Actor.Internal;

/// <summary>One queued message; pooled, so that telling does not allocate.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Fields of a queue node are read with fences.")]
internal sealed class MessageNode
{
    public MessageNode? Next;
    public object? Message;
    public IActorRef? Sender;
}
