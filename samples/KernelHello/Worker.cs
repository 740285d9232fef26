namespace KernelHello;

/// <summary>Fails at its first message.</summary>
internal sealed class Worker : UntypedActor
{
    protected override void OnReceive(object message) => throw new InvalidOperationException($"cannot {message} yet");

    protected override void PostRestart(Exception reason)
    {
        Console.WriteLine($"4 restarted: {Self.Path.Name}");
        Context.System.EventStream.Publish(new WorkerRestarted(Self.Path.Name));
    }
}

/// <summary>Published when the worker has been restarted.</summary>
internal sealed record WorkerRestarted(string Name);
