// The replacement of the program under the engines: asked by a signal, or by whoever controls the daemon.
using System.Globalization;
using Supervision.Actors.Handover;
using Supervision.Actors.Messages;
using Supervision.Control;
using Supervision.Entrypoint.Health;
using Supervision.Entrypoint.Logging;
using Supervision.Posix;

namespace Supervision.Entrypoint.Daemon;

internal sealed partial class DaemonRun
{
    /// <summary>How long processes that nobody knows any more may take to end.</summary>
    private static readonly TimeSpan StrangersPatience = TimeSpan.FromSeconds(10);

    private HealthServer? _server;
    private int _replacing;

    private string? HealthAddress => settings.Health.Host is { } host ? string.Create(CultureInfo.InvariantCulture, $"{host}:{settings.Health.Port}") : null;

    /// <summary>
    /// Has the file that this process was started from take its place, with every engine running on. Never faults. What comes of it after it began
    /// is told by events: <c>HandoverRefused</c>, or <c>TreeTakenOver</c> by the new program.
    /// </summary>
    /// <param name="who">Who asks, for the log.</param>
    internal async Task<ReplacementResult> ReplaceAsync(string who)
    {
        log.Write(DaemonMessages.ReplacementRequested, ("signal", who), ("program", Successor?.Program ?? "nobody"));
        if (Interlocked.Exchange(ref _replacing, 1) != 0)
            return Refuse("another replacement is under way");
        bool began = false;
        try
        {
            if (Successor is not { } successor)
                return Refuse("the system does not tell which file this program was started from");
            if (await _tree!.CheckAsync(successor) is { } problem)
                return Refuse(problem);
            began = true;
            _ = HandOverAsync(successor);
            return new ReplacementResult(true, "");
        }
        catch (Exception error)
        {
            // Nothing has been touched yet.
            return Refuse(error.Message);
        }
        finally
        {
            if (!began)
                Volatile.Write(ref _replacing, 0);
        }
    }

    private async Task<ControlResult> ReplaceForControlAsync(CancellationToken cancellation)
    {
        ReplacementResult result = await ReplaceAsync("a command").WaitAsync(cancellation);
        return result.Began
            ? new ControlResult(CommandStatus.Ok, $"{Successor!.Program} takes over")
            : new ControlResult(CommandStatus.Failed, result.Problem);
    }

    private ReplacementResult Refuse(string why)
    {
        _tree!.RefuseHandover(why);
        return new ReplacementResult(false, why);
    }

    private async Task HandOverAsync(Successor successor)
    {
        try
        {
            await _tree!.HandOverAsync(successor.Program, _replacementPatience, state => Execute(successor, state));
        }
        catch (Exception error)
        {
            _tree!.RefuseHandover(error.Message);
        }
        finally
        {
            Volatile.Write(ref _replacing, 0);
        }
    }

    private string Execute(Successor successor, TreeState state)
    {
        var added = new Dictionary<string, string>();
        if (_server is { } server)
            added[Predecessor.Health] = string.Create(CultureInfo.InvariantCulture, $"{server.Descriptor} {HealthAddress}");
        if (Written is { } file)
            added[Predecessor.Written] = file;
        if (!log.TryFlush())
            return "standard output takes nothing";
        if (signals.Received)
            return "the daemon is to stop";
        return successor.Execute(state.With(added), _server is null ? [] : [_server.Descriptor]);
    }

    // Engines without supervision are worse than engines that start anew.
    private async Task EndWhatCannotBeTakenOverAsync()
    {
        if (Predecessor.Problem is not { } problem)
            return;
        log.Write(DaemonMessages.StateLost, ("error", problem));
        await Strangers.EndAsync(StrangersPatience, TimeProvider.System);
    }
}
