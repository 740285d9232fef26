namespace Supervision.Dispatch;

/// <summary>Runs work items on some threads.</summary>
public abstract class ExecutorService
{
    /// <summary>Makes an executor.</summary>
    protected ExecutorService(string id)
    {
        Id = id;
    }

    /// <summary>The name of the dispatcher that it belongs to.</summary>
    public string Id { get; }

    /// <summary>Runs a work item.</summary>
    /// <exception cref="RejectedExecutionException">The executor has been shut down.</exception>
    public abstract void Execute(IRunnable run);

    /// <summary>Stops; what is queued still runs.</summary>
    public abstract void Shutdown();
}

/// <summary>Makes executors.</summary>
public abstract class ExecutorServiceFactory
{
    /// <summary>Makes the executor of a dispatcher.</summary>
    public abstract ExecutorService Produce(string id);
}

/// <summary>An executor does not take work any more.</summary>
public class RejectedExecutionException : Actor.AkkaException
{
    /// <summary>Makes the exception.</summary>
    public RejectedExecutionException(string? message = null, Exception? inner = null)
        : base(message, inner)
    {
    }
}
