namespace Supervision.Actor;

/// <summary>Runs the coordinated shutdown when the process exits, and holds the exit up for as long as that may take.</summary>
internal sealed class ProcessExitHook
{
    private readonly CoordinatedShutdown _shutdown;

    public ProcessExitHook(CoordinatedShutdown shutdown)
    {
        _shutdown = shutdown;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>A system that is gone must not be kept in memory by the process.</summary>
    public void UnhookAtEndOf(ActorSystem system) => system.WhenTerminated.ContinueWith(
        static (_, hook) => ((ProcessExitHook)hook!).Unhook(),
        this,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    public void Unhook() => AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;

    private void OnProcessExit(object? sender, EventArgs e)
    {
        // The runtime waits for handlers of this event and for nothing else. What fails was logged by the shutdown.
        var run = _shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        ((IAsyncResult)run).AsyncWaitHandle.WaitOne(_shutdown.TotalTimeout);
    }
}
