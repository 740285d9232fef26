using TinyEngine.Processes;

namespace TinyEngine.Faults;

/// <summary>Makes things go wrong, now. Faults that last run as tasks which <see cref="Clear"/> ends.</summary>
internal sealed class FaultRunner(FaultState state, EnginePort port, WorkerPool workers, EngineLog log, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _lasting = new();

    public void Fire(FaultAction action)
    {
        switch (action)
        {
            case FaultAction.CrashBySignal crash:
                Native.DieBySignal(crash.Signal);
                break;
            case FaultAction.ExitNow exit:
                Native.Exit(exit.Code);
                break;
            case FaultAction.Hang hang:
                state.Answers.Close();
                Later(hang.For, state.Answers.Open);
                break;
            case FaultAction.FreezeProgress freeze:
                state.Progress.Close();
                Later(freeze.For, state.Progress.Open);
                break;
            case FaultAction.SlowHealth slow:
                state.HealthDelay = slow.Delay;
                break;
            case FaultAction.Unhealthy unhealthy:
                state.Unhealthy = true;
                Later(unhealthy.For, () => state.Unhealthy = false);
                break;
            case FaultAction.Leak leak:
                Last(cancellation => MemoryLeak.RunAsync(leak, time, cancellation));
                break;
            case FaultAction.Spew spew:
                Last(cancellation => LogSpew.RunAsync(spew, log, time, cancellation));
                break;
            case FaultAction.IgnoreTerm:
                state.IgnoreTerm = true;
                break;
            case FaultAction.SlowTerm slow:
                state.TermDelay = slow.Delay;
                break;
            default:
                FireOnProcess(action);
                break;
        }
    }

    public void Clear()
    {
        CancellationTokenSource ended;
        lock (_lock)
            (ended, _lasting) = (_lasting, new CancellationTokenSource());
        ended.Cancel();
        ended.Dispose();
        state.Clear();
    }

    public void Dispose()
    {
        _lasting.Cancel();
        _lasting.Dispose();
    }

    private void FireOnProcess(FaultAction action)
    {
        switch (action)
        {
            case FaultAction.ForkChild fork:
                Linger(fork.Port, fork.For);
                break;
            case FaultAction.PortHeld held:
                Linger(0, held.For);
                break;
            case FaultAction.LoseWorker lose:
                if (!workers.Lose(lose.Worker))
                    log.Error("faults", $"there is no worker {lose.Worker}");
                break;
            case FaultAction.ZombieChild:
                log.Warning("faults", $"child {ChildProcess.StartUnreaped()} will stay a zombie");
                break;
            case FaultAction.CloseOutput close:
                Native.CloseOutputs(close.Stdout, close.Stderr);
                break;
            case FaultAction.LogLine line:
                log.Raw(line.Text);
                break;
            default:
                throw new InvalidOperationException($"no such fault: {action}");
        }
    }

    private void Linger(int? held, TimeSpan life)
    {
        try
        {
            using HeldSocket? socket = held is { } number ? port.Hold(number) : null;
            int pid = ChildProcess.StartLingering(life, socket?.Handle);
            string holding = socket is null ? "" : $", holding {socket.EndPoint}";
            log.Warning("faults", $"child {pid} lives on in its own session for {life.TotalSeconds:0.###}s{holding}");
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            log.Error("faults", $"no child: {e.Message}");
        }
    }

    private void Later(TimeSpan? after, Action action)
    {
        if (after is not { } delay)
            return;
        Last(async cancellation =>
        {
            await Task.Delay(delay, time, cancellation);
            action();
        });
    }

    private void Last(Func<CancellationToken, Task> run)
    {
        CancellationToken cancellation;
        lock (_lock)
            cancellation = _lasting.Token;
        _ = Task.Run(() => ObserveAsync(run, cancellation), CancellationToken.None);
    }

    private async Task ObserveAsync(Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        try
        {
            await run(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Cleared.
        }
        catch (OutOfMemoryException e)
        {
            log.Error("faults", $"out of memory: {e.Message}");
        }
    }
}
