// What the engine says by itself brings the tries of its probes forward, and its words to whoever looks at it.
using Supervision.Actors.Engines;

namespace Supervision.Actors.Heartbeats;

internal sealed partial class HeartbeatActor
{
    // Words that change all the time are told this often.
    private static readonly TimeSpan _statusInterval = TimeSpan.FromMilliseconds(500);

    private SignalFlag? _signalFlag;
    private string? _statusText;

    private void BeginSignals(AttemptStarted attempt)
    {
        var self = Self;
        var flag = new SignalFlag();
        _signalFlag = flag;
        attempt.Signals.Watch(() =>
        {
            if (flag.Raise())
            {
                self.Tell(new SignalSeen(attempt.Attempt));
            }
        });
    }

    private void EndSignals()
    {
        _signalFlag = null;
        _statusText = null;
    }

    private void OnSignalSeen()
    {
        _signalFlag?.Lower();
        foreach (var (kind, track) in _tracks)
        {
            // Only news brings a try forward: failures are counted at the probe's own pace, however much the engine says.
            var check = track.Settings.Check;
            if (!AttemptSignals.Answers(check) || _attempt!.Signals.Try(check).Success == (track.Verdict == true))
            {
                continue;
            }

            if (track.IsRunning)
            {
                track.IsStale = true;
            }
            else if (track.Settings.InitialDelay == TimeSpan.Zero || track.Verdict is not null)
            {
                Schedule(kind, TimeSpan.Zero);
            }
        }

        if (!Timers.IsTimerActive(nameof(StatusTextDue)))
        {
            TellStatusText();
        }
    }

    private void TellStatusText()
    {
        if (_attempt is not { } attempt || attempt.Signals.Status is not { } text || text == _statusText)
        {
            return;
        }

        _statusText = text;
        Context.Parent.Tell(new StatusTextChanged(attempt.Attempt, text));
        Timers.StartSingleTimer(nameof(StatusTextDue), StatusTextDue.Instance, _statusInterval);
    }

    // One message under way at most.
    private sealed class SignalFlag
    {
        private int _raised;

        public bool Raise() => Interlocked.Exchange(ref _raised, 1) == 0;

        public void Lower() => Volatile.Write(ref _raised, 0);
    }

    private sealed record SignalSeen(int Attempt);

    private sealed record StatusTextDue
    {
        public static StatusTextDue Instance { get; } = new();
    }
}
