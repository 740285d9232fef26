using System.Diagnostics;
using Supervision.Actor.Internal;
using Supervision.Dispatch;
using Supervision.Dispatch.SysMsg;

namespace Supervision.Actor;

// Overview
// A reference outlives its actor, so it keeps the little that must stay known after death (name, uid, parent) and nothing
// else; the cell drops what it holds when it dies. The path is only built when somebody asks for it: most actors are
// never printed or looked up, and a path costs more than a mailbox.

/// <summary>The reference of an actor in this process.</summary>
[DebuggerDisplay("{Path,nq}")]
public class LocalActorRef : ActorRefWithCell
{
    // First, and so far from the busy words of the cell, which mostly lies behind this object: the cell, if it is a plain one.
    private readonly ActorCell? _plain;
    private readonly ActorCell _cell;
    private readonly IInternalActorRef _supervisor;
    private readonly string _name;
    private readonly long _uid;
    private ActorPath? _path;

    /// <summary>Makes the reference and its cell; the actor exists once <see cref="Start"/> has run.</summary>
    /// <param name="system">The system.</param>
    /// <param name="props">How to make the actor.</param>
    /// <param name="dispatcher">Where the actor runs.</param>
    /// <param name="mailboxType">The mailbox, or null for the unbounded one.</param>
    /// <param name="supervisor">The parent.</param>
    /// <param name="path">The path with uid.</param>
    public LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType? mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
        : this(system, props, dispatcher, mailboxType, supervisor, path.Name, path.Uid)
    {
        _path = path;
    }

    internal LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType? mailboxType,
        IInternalActorRef supervisor,
        string name,
        long uid)
    {
        _supervisor = supervisor;
        _name = name;
        _uid = uid;
        _cell = MakeCell(system, props, dispatcher, supervisor);
        _cell.UseMailbox(mailboxType);
        _plain = _cell.IsPlain ? _cell : null;
    }

    /// <summary>The cell of the actor.</summary>
    public ActorCell Cell => _cell;

    /// <inheritdoc/>
    public override ICell Underlying => _cell;

    /// <inheritdoc/>
    public override IInternalActorRef Parent => _supervisor;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    /// <inheritdoc/>
    public override bool IsTerminated => _cell.IsTerminated;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override ActorPath Path => _path ??= new ChildActorPath(_supervisor.Path, _name, _uid);

    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    internal string Name => _name;

    internal override long UidOfRef => _uid;

    /// <summary>Set by the parent's cell once it has told this child to stop.</summary>
    internal bool ShallDie { get; set; }

    /// <summary>The dispatcher that the actor was made with.</summary>
    protected MessageDispatcher Dispatcher => _cell.Dispatcher;

    /// <summary>The recipe that the actor was made with.</summary>
    protected Props Props => _cell.Props;

    /// <summary>The parent.</summary>
    protected IInternalActorRef Supervisor => _supervisor;

    /// <summary>The system.</summary>
    protected ActorSystem System => _cell.System;

    /// <inheritdoc/>
    public override bool Equals(IActorRef? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not LocalActorRef local
            ? base.Equals(other)
            : local._uid == _uid && _uid != ActorCell.UndefinedUid && ReferenceEquals(local._cell.SystemImpl, _cell.SystemImpl);
    }

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (int i = 0; i < name.Count; i++)
        {
            if (current is not ActorRefWithCell withCell)
            {
                // Below /temp, or nobody.
                return current.GetChild(name.Skip(i).ToArray());
            }

            string element = name[i];
            current = element switch
            {
                "" => current,
                ".." => current.Parent,
                _ => withCell.GetSingleChild(element),
            };
        }

        return current;
    }

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);

    /// <inheritdoc/>
    public override void Start() => _cell.Start();

    /// <inheritdoc/>
    public override void Stop() => _cell.Stop();

    /// <inheritdoc/>
    public override void Restart(Exception cause) => _cell.Restart(cause);

    /// <inheritdoc/>
    public override void Suspend() => _cell.Suspend();

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    /// <summary>Makes the cell; overridden by references that watch their actor from inside (test kit).</summary>
    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props props,
        MessageDispatcher dispatcher,
        IInternalActorRef supervisor) => new(system, self, props, dispatcher, supervisor);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (_plain is { } plain)
        {
            plain.Post(message, sender);
        }
        else
        {
            _cell.SendMessage(sender, message);
        }
    }

    // The one place that calls the overridable member from the constructor; overriders see no state of theirs here.
    private ActorCell MakeCell(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        NewActorCell(system, this, props, dispatcher, supervisor);
}
