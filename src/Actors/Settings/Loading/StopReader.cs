using Supervision.Posix;

namespace Supervision.Actors.Settings.Loading;

internal static class StopReader
{
    public static StopSettings Read(Section section)
    {
        var timeout = section.Duration("timeout", TimeSpan.Zero, Limits.LongestWait);
        var stop = new StopSettings
        {
            Signal = Signal(section),
            PreStop = section.Duration("pre-stop", TimeSpan.Zero, Limits.LongestWait),
            Timeout = timeout,
            KillTimeout = section.Duration("kill-timeout", Limits.ShortestPeriod, Limits.LongestWait),
        };
        section.Done();
        if (timeout.Valid && timeout.Value == TimeSpan.Zero && stop.Signal is not (0 or Signals.Kill))
        {
            section.Warning(
                timeout.Place,
                "KILL follows the first signal at once: the engine has no time to end by itself; write signal = KILL if that is meant");
        }

        return stop;
    }

    private static int Signal(Section section)
    {
        var text = section.Text("signal");
        if (!text.Valid)
            return 0;
        if (!Signals.TryParse(text.Value, out var signal))
            section.Error(
                text.Place, $"expected a signal by name or number, such as TERM, INT, QUIT or 15, found {Section.Quote(text.Value)}");
        else if (signal is Signals.Stop or Signals.Cont)
            section.Error(text.Place, $"{Section.Quote(text.Value)} does not end a process; expected a signal such as TERM, INT or QUIT");
        return signal;
    }
}
