namespace KernelHello;

/// <summary>Hears of the restart and lets the scheduler wake it once more.</summary>
internal sealed class Listener : ReceiveActor
{
    public Listener(TaskCompletionSource done)
    {
        Receive<WorkerRestarted>(restarted =>
        {
            Console.WriteLine($"5 heard: {restarted.Name} was restarted");
            var tick = Context.System.Settings.Config.GetTimeSpan("hello.tick");
            Context.System.Scheduler.ScheduleTellOnce(tick, Self, tick, Self);
        });
        Receive<TimeSpan>(tick =>
        {
            Console.WriteLine($"6 ticked: after {tick.TotalMilliseconds} ms");
            done.SetResult();
        });
    }
}
