namespace Supervision.Actor;

/// <summary>
/// The actors at a path, found anew for every message. The path may have <c>..</c>, patterns (<c>worker*</c>) and end in <c>**</c>.
/// </summary>
public partial class ActorSelection : ICanTell
{
    /// <summary>Makes a selection of nobody.</summary>
    public ActorSelection()
        : this(ActorRefs.Nobody, Array.Empty<SelectionPathElement>())
    {
    }

    /// <summary>Makes a selection of steps from an actor.</summary>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>Makes a selection of a path from an actor.</summary>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, string.IsNullOrEmpty(path) ? [] : path.Split('/'))
    {
    }

    /// <summary>Makes a selection of names and patterns from an actor.</summary>
    /// <exception cref="IllegalActorNameException"><c>**</c> is not the last step.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        string[] names = elements.Where(static e => e.Length > 0).ToArray();
        SelectionPathElement[] path = new SelectionPathElement[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            path[i] = names[i] switch
            {
                ".." => SelectParent.Instance,
                "**" when i == names.Length - 1 => SelectChildRecursive.Instance,
                "**" => throw new IllegalActorNameException("Double wildcard can only appear at the last path entry"),
                var pattern when pattern.AsSpan().IndexOfAny('*', '?') >= 0 => new SelectChildPattern(pattern),
                var name => new SelectChildName(name),
            };
        }

        Path = path;
    }

    /// <summary>Where the path starts.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The steps.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The steps as text.</summary>
    public string PathString => "/" + string.Join('/', Path.Select(static e => e.ToString()));

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null)
        {
            throw new InvalidMessageException();
        }

        DeliverSelection(
            (IInternalActorRef)Anchor,
            sender ?? Internal.InternalCurrentActorCellKeeper.Current?.Self,
            new ActorSelectionMessage(message, Path));
    }

    /// <summary>Finds the reference behind the selection.</summary>
    /// <exception cref="ActorNotFoundException">No actor answered in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>Finds the reference behind the selection.</summary>
    /// <exception cref="ActorNotFoundException">No actor answered in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            ActorIdentity identity = await this.Ask<ActorIdentity>(new Identify(Guid.NewGuid()), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"subject was null: no actor at {this}");
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            throw new ActorNotFoundException($"Exception occurred while resolving ActorSelection {this}", e);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() =>
        $"ActorSelection[Anchor({Anchor.Path}{(Anchor.Path.Uid == ActorCell.UndefinedUid ? string.Empty : "#" + Anchor.Path.Uid)}), Path({PathString})]";

    /// <summary>Equality of anchor and steps.</summary>
    protected bool Equals(ActorSelection other) => Anchor.Equals(other.Anchor) && Path.SequenceEqual(other.Path);
}
