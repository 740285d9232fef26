// How a tree comes to rest. The wish goes down from the guardian; each actor that can rest takes on a behaviour that only collects messages,
// and answers; a supervisor answers when all below have. What is collected is dealt with after the thaw. A second wish, while all rest,
// finds out whether something was collected that must not be lost.
using Supervision.Actors.Engines;

namespace Supervision.Actors.Handover;

/// <summary>Come to rest; answered by <see cref="Rested"/>.</summary>
/// <param name="Ticket">The attempt.</param>
/// <param name="Trial">Only asks whether it could be.</param>
internal sealed record Rest(RestTicket Ticket, bool Trial);

/// <summary>One attempt to bring a tree to rest.</summary>
internal sealed class RestTicket
{
    private volatile string? _interruption;

    /// <summary>Something came that the next image would not know of; null where nothing did.</summary>
    public string? Interruption => _interruption;

    public void Interrupt(string why) => _interruption ??= why;
}

/// <summary>An actor's answer.</summary>
/// <param name="Wish">What it answers.</param>
/// <param name="Name">The actor.</param>
/// <param name="Busy">Why it cannot rest; null where it does.</param>
/// <param name="Group">What a group is; null for others.</param>
/// <param name="Tree">What the guardian knows; null for others.</param>
internal sealed record Rested(Rest Wish, string Name, string? Busy, RestedGroup? Group = null, RestedTree? Tree = null);

/// <summary>A group at rest, with the records of its engines; those are read only while it rests.</summary>
internal sealed record RestedGroup(HandedGroup Group, IReadOnlyList<(HandedEngine Counts, EngineRecord Record, Settings.EngineSettings Settings)> Engines, IReadOnlyList<RestedGroup> Groups)
{
    public IEnumerable<RestedGroup> All() => Groups.SelectMany(group => group.All()).Prepend(this);
}

/// <summary>The tree at rest; its groups are still empty.</summary>
internal sealed record RestedTree(HandedTree Tree, IReadOnlyList<RestedGroup> Groups);

/// <summary>Go on.</summary>
internal sealed record Thaw
{
    public static Thaw Instance { get; } = new();
}

/// <summary>To the actor that probes: ask nothing, and end what is under way.</summary>
internal sealed record PauseWatching
{
    public static PauseWatching Instance { get; } = new();
}

/// <summary>To the actor that probes, after <see cref="PauseWatching"/>: go on; an engine that has come up need not do so again.</summary>
internal sealed record ResumeWatching
{
    public static ResumeWatching Instance { get; } = new();
}

/// <summary>Collects the answers of those below.</summary>
internal sealed class RestRound(Rest wish, IActorRef asker, int expected)
{
    private readonly List<RestedGroup> _groups = [];
    private int _answers;
    private string? _busy;

    public Rest Wish { get; } = wish;

    public IActorRef Asker { get; } = asker;

    public string? Busy => _busy;

    public IReadOnlyList<RestedGroup> Groups => _groups;

    public bool IsComplete => _answers >= expected;

    public void Add(Rested answer)
    {
        _answers++;
        _busy ??= answer.Busy;
        if (answer.Group is { } group)
        {
            _groups.Add(group);
        }
    }
}

/// <summary>What came while an actor rested, with the senders.</summary>
internal sealed class RestQueue
{
    private readonly List<(object Message, IActorRef Sender)> _messages = [];

    public void Add(object message, IActorRef sender) => _messages.Add((message, sender));

    /// <summary>Sends everything once more.</summary>
    public void Release(IActorRef self)
    {
        foreach (var (message, sender) in _messages)
        {
            self.Tell(message, sender);
        }

        _messages.Clear();
    }
}
