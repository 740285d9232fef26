using System.Diagnostics.CodeAnalysis;
using Supervision.Actor.Internal;

namespace Supervision.Actor;

/// <content>Children.</content>
public partial class ActorCell
{
    private const string NameAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>The children.</summary>
    public IChildrenContainer ChildrenContainer => _children ?? ChildrenContainerState.Empty;

    /// <summary>True unless this actor waits for children to stop before it restarts or stops.</summary>
    protected bool IsNormal => _children?.IsNormal ?? true;

    /// <summary>True while this actor stops.</summary>
    protected bool IsTerminating => _children?.IsTerminating ?? false;

    private ChildrenContainerState ChildrenOrNew
    {
        get
        {
            ChildrenContainerState? children = Volatile.Read(ref _children);
            if (children is null)
            {
                ChildrenContainerState made = new();
                children = Interlocked.CompareExchange(ref _children, made, null) ?? made;
            }

            return children;
        }
    }

    /// <summary>Makes a child.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Its name, or null for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    /// <exception cref="InvalidOperationException">This actor is stopping or stopped.</exception>
    public virtual IActorRef ActorOf(Props props, string? name = null) => MakeChild(props, name, isSystemService: false);

    /// <summary>Makes a child from any thread.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string? name = null) => MakeChild(props, name, isSystemService);

    /// <summary>Makes a child with a reference of another class, from any thread. The name is not checked.</summary>
    internal LocalActorRef AttachChild(Props props, string name, LocalActorRefFactory factory) =>
        MakeChild(props, name, isSystemService: false, factory);

    /// <summary>Asks a child, or any actor, to stop.</summary>
    public void Stop(IActorRef child)
    {
        if (_children is { } children)
        {
            children.ShallDie(child);
        }

        ((IInternalActorRef)child).Stop();
    }

    /// <inheritdoc cref="IActorContext.GetChildren"/>
    public IEnumerable<IInternalActorRef> GetChildren() => ChildrenContainer.Children;

    IEnumerable<IActorRef> IActorContext.GetChildren() => ChildrenContainer.Children;

    /// <inheritdoc/>
    public IActorRef Child(string name) => GetSingleChild(name);

    /// <summary>One child by name (a <c>#uid</c> suffix must match); <see cref="Nobody"/> when there is none.</summary>
    public IInternalActorRef GetSingleChild(string name)
    {
        if (Volatile.Read(ref _children) is not { } children)
        {
            return ActorRefs.Nobody;
        }

        (string plain, long uid) = SplitNameAndUid(name);
        IInternalActorRef? child = children.Find(plain);
        return child is null || (uid != UndefinedUid && child.Path.Uid != uid) ? ActorRefs.Nobody : child;
    }

    /// <inheritdoc/>
    public bool TryGetChildStatsByName(string name, [NotNullWhen(true)] out IChildStats? child) =>
        ChildrenContainer.TryGetByName(name, out child);

    /// <summary>The statistics of a child.</summary>
    protected bool TryGetChildStatsByRef(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? child) =>
        ChildrenContainer.TryGetByRef(actor, out child);

    /// <summary>Forgets a child; gives the reason to go on with when it was the last one waited for.</summary>
    protected SuspendReason? RemoveChildAndGetStateChange(IActorRef child) => _children?.Remove(child);

    /// <summary>Keeps why this actor waits for its children; false when there is none to wait for.</summary>
    protected bool SetChildrenTerminationReason(SuspendReason reason) => _children?.SetReason(reason) ?? false;

    private LocalActorRef MakeChild(Props props, string? name, bool isSystemService, LocalActorRefFactory? factory = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        ChildrenContainerState children = ChildrenOrNew;
        if (name is null)
        {
            name = GeneratedName(children.NextNumber());
        }
        else if (factory is null)
        {
            CheckName(name);
        }

        LocalActorRef child = _system.LocalProvider.NewChild(_system, props, _self, name, isSystemService, factory);
        children.Add(child);

        // A child of a suspended actor takes part in the suspension, so that the resume that follows finds it suspended.
        for (int i = SuspendCount; i > 0; i--)
        {
            child.Suspend();
        }

        child.Start();
        return child;
    }

    /// <summary>Checks a name that somebody chose.</summary>
    /// <exception cref="InvalidActorNameException">It is not allowed.</exception>
    internal static void CheckName(string name)
    {
        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, only contain ASCII letters and digits, and these special characters: {ActorPath.ValidSymbols}.");
        }
    }

    private static string GeneratedName(long number)
    {
        Span<char> text = stackalloc char[12];
        int length = 1;
        text[0] = '$';
        do
        {
            text[length++] = NameAlphabet[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);

        return new string(text[..length]);
    }

    private void StopChildren()
    {
        if (_children is { } children)
        {
            foreach (IInternalActorRef child in children.Children)
            {
                Stop(child);
            }
        }
    }

    private void SuspendChildren(IActorRef? except, IReadOnlyCollection<IInternalActorRef>? notToSuspend = null)
    {
        if (_children is { IsEmpty: false } children)
        {
            foreach (IInternalActorRef child in children.Children)
            {
                if (!child.Equals(except) && notToSuspend?.Contains(child) != true)
                {
                    child.Suspend();
                }
            }
        }
    }

    private void ResumeChildren(Exception? cause, IActorRef? perpetrator)
    {
        if (_children is { IsEmpty: false } children)
        {
            foreach (IInternalActorRef child in children.Children)
            {
                child.Resume(child.Equals(perpetrator) ? cause : null);
            }
        }
    }
}
