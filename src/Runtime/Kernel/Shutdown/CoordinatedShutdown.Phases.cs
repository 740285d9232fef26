namespace Supervision.Actor;

public sealed partial class CoordinatedShutdown
{
    /// <summary>The first phase; for what must happen before anything else stops.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Stops taking new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Waits for the requests that are under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Ends what serves.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>For what must happen before a cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Ends a region of a sharded cluster; empty on one node.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Leaves a cluster; empty on one node.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Ends cluster singletons; empty on one node.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Waits until a cluster has let go; empty on one node.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>Ends the cluster parts; empty on one node.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>For what must happen right before the actors stop.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The last phase: the actor system terminates.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";
}
