// Overview
// Another image of this program goes on with the tree, its processes and its pipes. Everything must be at rest between the moment whose state
// is written down and the execve, or the next image would know less than what has happened: first the actors (no decision), then the process
// host (no byte of output, no exit status) and what engines say by themselves, then the listeners have dealt with all that was told. Anything
// that cannot rest now is asked again for a while; anything that came meanwhile and is in no state calls the attempt off. Whatever goes
// wrong, all go on where they stood: bytes are still in their pipes, and whoever ended is still a zombie.
using Supervision.Actors.Events;
using Supervision.Actors.Handover;
using Supervision.Actors.Listeners;
using Supervision.Posix;

namespace Supervision.Actors;

public sealed partial class SupervisionTree
{
    private static readonly TimeSpan _lookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _restTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pauseTime = TimeSpan.FromSeconds(1);

    private int _handingOver;

    /// <summary>
    /// Brings the tree to rest and has another program go on with it. Where that happens this never completes. While the tree is on its way somewhere
    /// (an engine starts or stops, a rolling restart or a reload is under way) it waits.
    /// </summary>
    /// <param name="program">What is executed, for the events.</param>
    /// <param name="timeout">How long to wait for the tree to be able to rest.</param>
    /// <param name="execute">Executes the other program with the state while everything rests; returns only if that failed, with the reason.</param>
    /// <param name="cancellation">Ends the wait; everything runs on.</param>
    /// <returns>Why it did not happen; everything runs on as it was.</returns>
    public async Task<HandoverResult> HandOverAsync(
        string program, TimeSpan timeout, Func<TreeState, string> execute, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(execute);
        if (Interlocked.Exchange(ref _handingOver, 1) != 0)
        {
            return RefuseHandover("another one is under way");
        }

        try
        {
            _services.Events.Publish(new HandoverStarted(program));
            var began = _services.Time.GetTimestamp();
            while (true)
            {
                var (problem, isFinal) = await TryHandOverAsync(execute).ConfigureAwait(false);
                if (isFinal || Completion.IsCompleted || cancellation.IsCancellationRequested || _services.Time.GetElapsedTime(began) >= timeout)
                {
                    return RefuseHandover(problem);
                }

                await Task.Delay(_lookAgain, _services.Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _handingOver, 0);
        }
    }

    /// <summary>Tells that a handover was refused before it began.</summary>
    /// <param name="why">One phrase.</param>
    public HandoverResult RefuseHandover(string why)
    {
        _services.Events.Publish(new HandoverRefused(why));
        return new HandoverResult(why);
    }

    private async Task<(string Problem, bool IsFinal)> TryHandOverAsync(Func<TreeState, string> execute)
    {
        try
        {
            if ((await RestAsync(new RestTicket(), trial: true).ConfigureAwait(false)).Busy is { } busy)
            {
                return (busy, false);
            }

            return await HandOverAtRestAsync(execute).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return ("the tree does not answer", false);
        }
    }

    private async Task<(string Problem, bool IsFinal)> HandOverAtRestAsync(Func<TreeState, string> execute)
    {
        var ticket = new RestTicket();
        List<Engines.EngineRecord> records = [];
        try
        {
            var rested = await RestAsync(ticket, trial: false).ConfigureAwait(false);
            if (rested.Busy is { } busy)
            {
                return (busy, false);
            }

            records = [.. rested.Tree!.Groups.SelectMany(group => group.All()).SelectMany(group => group.Engines).Select(engine => engine.Record)];
            if (await FreezeAsync(records).ConfigureAwait(false) is { } problem)
            {
                return (problem, false);
            }

            await _guardian.Ask<ListenersReady>(SettleListeners.Instance, _restTime).ConfigureAwait(false);
            // Once more: what was sent before the processes rested has arrived by now.
            rested = await RestAsync(ticket, trial: false).ConfigureAwait(false);
            if ((rested.Busy ?? ticket.Interruption) is { } interruption)
            {
                return (interruption, false);
            }

            return (execute(StateOf(rested.Tree!)), true);
        }
        finally
        {
            foreach (var record in records)
            {
                record.Signals?.Resume();
            }

            _host.Thaw();
            _guardian.Tell(Thaw.Instance);
        }
    }

    private Task<Rested> RestAsync(RestTicket ticket, bool trial) => _guardian.Ask<Rested>(new Rest(ticket, trial), _restTime);

    // Commands of probes are being ended; what they leave behind must be ours to end.
    private async Task<string?> FreezeAsync(List<Engines.EngineRecord> records)
    {
        List<IChildProcess> processes = [.. records.Select(record => record.Process).OfType<IChildProcess>()];
        var began = _services.Time.GetTimestamp();
        while (_host.TryFreeze(processes, _restTime) is { } problem)
        {
            if (_services.Time.GetElapsedTime(began) > _restTime)
            {
                return problem;
            }

            await Task.Delay(_lookAgain / 5, _services.Time, CancellationToken.None).ConfigureAwait(false);
        }

        return records.TrueForAll(record => record.Signals?.TryPause(_pauseTime) ?? true) ? null : "a notification is being received";
    }

    private TreeState StateOf(RestedTree rested) => new(Journal.HandOver(rested.Tree with
    {
        Clock = _services.Time.GetElapsedTime(0),
        Sequence = _services.Events.Sequence,
        Groups = [.. rested.Groups.Select(StateOf)],
    }));

    private HandedGroup StateOf(RestedGroup rested) => rested.Group with
    {
        Engines =
        [
            .. rested.Engines.Select(engine => EngineRecords.HandOver(
                engine.Counts with { Settings = engine.Record.Settings ?? engine.Settings }, engine.Record, _host, _services.Time)),
        ],
        Groups = [.. rested.Groups.Select(StateOf)],
    };
}
