namespace Supervision.Dispatch.SysMsg;

/// <summary>A piece of an asynchronous handler that goes on in its actor.</summary>
public sealed class ActorTask : SystemMessage
{
    /// <summary>Makes the message.</summary>
    public ActorTask(Task task)
    {
        Task = task;
    }

    /// <summary>What is to run.</summary>
    public Task Task { get; }
}

/// <summary>The receive timeout may have elapsed; the cell checks whether it really has.</summary>
internal sealed class ReceiveTimeoutElapsed : SystemMessage
{
    public ReceiveTimeoutElapsed(int generation)
    {
        Generation = generation;
    }

    public int Generation { get; }
}
