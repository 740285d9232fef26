using Supervision.Configuration;

namespace Supervision.Actor;

/// <summary>Where and how an actor runs. What is left open is taken from the configuration or the defaults.</summary>
public class Deploy : IEquatable<Deploy>
{
    /// <summary>No dispatcher is named.</summary>
    public static readonly string NoDispatcherGiven = string.Empty;

    /// <summary>No mailbox is named.</summary>
    public static readonly string NoMailboxGiven = string.Empty;

    /// <summary>No scope is named.</summary>
    public static readonly Scope NoScopeGiven = LocalScope.Instance;

    /// <summary>No size of the stash is given.</summary>
    public const int NoStashSize = -1;

    /// <summary>In this process, with everything else left open.</summary>
    public static readonly Deploy Local = new(LocalScope.Instance);

    /// <summary>Everything left open.</summary>
    public static readonly Deploy None = Local;

    /// <summary>Makes a deployment with everything left open.</summary>
    public Deploy()
        : this(string.Empty, null, null, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    /// <summary>Makes a deployment with a scope.</summary>
    public Deploy(Scope scope)
        : this(string.Empty, null, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    /// <summary>Makes a deployment for a path.</summary>
    public Deploy(string path, Scope scope)
        : this(path, null, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize)
    {
    }

    internal Deploy(string path, Config? config, Scope? scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path;
        Config = config ?? Config.Empty;
        Scope = scope ?? NoScopeGiven;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    /// <summary>The path that the deployment is for; empty for any.</summary>
    public string Path { get; }

    /// <summary>The configuration that the deployment was read from.</summary>
    public Config Config { get; }

    /// <summary>Where.</summary>
    public Scope Scope { get; }

    /// <summary>The name of the dispatcher, or <see cref="NoDispatcherGiven"/>.</summary>
    public string Dispatcher { get; }

    /// <summary>The name of the mailbox, or <see cref="NoMailboxGiven"/>.</summary>
    public string Mailbox { get; }

    /// <summary>How many messages the stash takes, or <see cref="NoStashSize"/>.</summary>
    public int StashCapacity { get; }

    /// <summary>The same deployment with another dispatcher.</summary>
    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, Scope, dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with another mailbox.</summary>
    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, Scope, Dispatcher, mailbox, StashCapacity);

    /// <summary>The same deployment with another scope.</summary>
    public virtual Deploy WithScope(Scope scope) => new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    /// <summary>The same deployment with another size of the stash.</summary>
    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    /// <summary>This deployment, with what it leaves open taken from the other one.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.WithFallback(other.Config),
        Scope.WithFallback(other.Scope),
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    /// <inheritdoc/>
    public bool Equals(Deploy? other) =>
        other is not null
        && Path == other.Path
        && Dispatcher == other.Dispatcher
        && Mailbox == other.Mailbox
        && StashCapacity == other.StashCapacity
        && Scope.Equals(other.Scope);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Deploy other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);
}
