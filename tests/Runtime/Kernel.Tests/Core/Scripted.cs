using Supervision.Actor;

namespace Supervision.Kernel.Tests.Core;

/// <summary>An actor that does what its messages say and reports its hooks.</summary>
public class Scripted : UntypedActor
{
    private static int _instances;

    private readonly string _name;
    private readonly IActorRef _reportTo;
    private readonly SupervisorStrategy? _strategy;
    private readonly int _instance = Interlocked.Increment(ref _instances);

    public Scripted(string name, IActorRef reportTo, SupervisorStrategy? strategy = null)
    {
        _name = name;
        _reportTo = reportTo;
        _strategy = strategy;
        Report("ctor");
    }

    protected int Instance => _instance;

    public static Props Props(string name, IActorRef reportTo, SupervisorStrategy? strategy = null) =>
        Actor.Props.Create(() => new Scripted(name, reportTo, strategy));

    protected override SupervisorStrategy SupervisorStrategy() => _strategy ?? base.SupervisorStrategy();

    protected void Report(string what) => _reportTo.Tell(_name + "." + what, Self);

    protected override void PreStart()
    {
        Report("preStart");
        base.PreStart();
    }

    protected override void PostStop()
    {
        Report("postStop");
        base.PostStop();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Report($"preRestart({reason.Message},{(message is Exception ? "itself" : message)})");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        Report($"postRestart({reason.Message})");
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Exception failure:
                throw failure;
            case Props child:
                Sender.Tell(Context.ActorOf(child), Self);
                break;
            case Named named:
                Sender.Tell(Context.ActorOf(named.Props, named.Name), Self);
                break;
            case Action<IActorContext> action:
                action(Context);
                break;
            default:
                Report(message.ToString()!);
                break;
        }
    }

    public sealed record Named(Props Props, string Name);
}
