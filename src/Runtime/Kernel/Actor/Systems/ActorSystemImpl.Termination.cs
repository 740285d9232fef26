using System.Diagnostics.CodeAnalysis;
using System.Text;
using Supervision.Event;

namespace Supervision.Actor.Internal;

/// <content>The end of a system, and its tree as text.</content>
public partial class ActorSystemImpl
{
    private readonly TaskCompletionSource _whenTerminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _terminationGate = new();
    private List<Action>? _onTermination = [];

    /// <inheritdoc/>
    public override Task WhenTerminated => _whenTerminated.Task;

    /// <inheritdoc/>
    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate && !_provider.TerminationTask.IsCompleted)
        {
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <inheritdoc/>
    public override void Abort() => FinalTerminate();

    /// <inheritdoc/>
    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationGate)
        {
            (_onTermination ?? throw new InvalidOperationException("ActorSystem already terminated.")).Add(code);
        }
    }

    /// <inheritdoc/>
    public override string PrintTree()
    {
        StringBuilder text = new();
        Print(text, _provider.RootGuardian, string.Empty);
        return text.ToString();
    }

    internal override Task FinalTerminate()
    {
        // Stopped directly: it must not see what the actors that stop from here on leave behind.
        if (!Settings.LogDeadLettersDuringShutdown)
        {
            (_deadLetterListener as IInternalActorRef)?.Stop();
        }

        EventStream.Publish(new Debug(Logging.SimpleName(this), GetType(), "System shutdown initiated"));
        _provider.Guardian.Stop();
        return WhenTerminated;
    }

    private static void Print(StringBuilder text, IActorRef actor, string indent)
    {
        ActorRefWithCell? withCell = actor as ActorRefWithCell;
        string type = withCell?.Underlying.Props.Type.Name ?? actor.GetType().Name;
        text.Append(indent).Append("-> ").Append(actor.Path.Name).Append(' ').AppendLine(type);
        foreach (IActorRef child in withCell?.Children ?? [])
        {
            Print(text, child, indent + "   ");
        }
    }

    private async Task StopWhenRootStopped()
    {
        await _provider.TerminationTask.ConfigureAwait(false);
        RunCallbacks();
        EventStream.StopDefaultLoggers(this);
        Dispatchers.Shutdown();
        (_scheduler as IDisposable)?.Dispose();
        _whenTerminated.TrySetResult();
    }

    [SuppressMessage("Design", "CA1031", Justification = "One failing callback must not keep the others from running.")]
    private void RunCallbacks()
    {
        List<Action> callbacks;
        lock (_terminationGate)
        {
            callbacks = _onTermination ?? [];
            _onTermination = null;
        }

        for (int i = callbacks.Count - 1; i >= 0; i--)
        {
            try
            {
                callbacks[i]();
            }
            catch (Exception e)
            {
                Log.Error(e, "Exception in termination callback");
            }
        }
    }
}
