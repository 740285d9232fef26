using Supervision.Actor;

namespace Supervision.Tests.Behaviour;

/// <summary>Tells a listener each hook that runs, with the number of the instance, and fails in the hooks that it is told.</summary>
internal class Hooks : UntypedActor
{
    private readonly string _name;
    private readonly IActorRef _listener;
    private readonly HookFaults _faults;
    private readonly int _instance;

    public Hooks(string name, IActorRef listener, HookFaults? faults = null, Props? child = null)
    {
        _name = name;
        _listener = listener;
        _faults = faults ?? new HookFaults();
        _instance = _faults.NextInstance();
        Report("ctor");
        if (child is not null)
        {
            Context.ActorOf(child, "child");
        }
    }

    protected override void PreStart()
    {
        Report("PreStart");
        base.PreStart();
    }

    protected override void PostStop()
    {
        Report("PostStop");
        base.PostStop();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Report($"PreRestart({reason.Message},{message})");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        Report($"PostRestart({reason.Message})");
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Fault fault:
                throw new InvalidOperationException(fault.Text);
            case Exception cause:
                throw cause;
        }

        Report($"{message}");
    }

    private void Report(string hook)
    {
        var line = $"{_name}{_instance}.{hook}";
        _listener.Tell(line);
        if (_faults.In is { } fault && line.StartsWith(fault, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("fault in " + hook);
        }
    }
}

/// <summary>What is shared by the instances of one <see cref="Hooks"/> actor.</summary>
internal sealed class HookFaults
{
    private int _instances;

    /// <summary>The start of the line at which to throw, for example <c>a1.PreStart</c>.</summary>
    public string? In { get; init; }

    public int NextInstance() => Interlocked.Increment(ref _instances);
}

/// <summary>Makes a <see cref="Hooks"/> actor fail.</summary>
internal sealed record Fault(string Text)
{
    public override string ToString() => "Fault " + Text;
}
