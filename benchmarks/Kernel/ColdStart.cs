namespace Supervision.Kernel.Benchmarks;

/// <summary>A process that starts a system and one actor, and ends when that has processed its first message; the parent takes the time.</summary>
internal static class ColdStart
{
    public const string Name = "cold-start";

    public static async Task<int> RunAsync()
    {
        var system = ActorSystem.Create("cold");
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new First(done))).Tell("first");
        await done.Task;
        Console.WriteLine("processed");
        return 0;
    }

    private sealed class First(TaskCompletionSource done) : UntypedActor
    {
        protected override void OnReceive(object message) => done.SetResult();
    }
}
