namespace Supervision.Actors.Listeners;

/// <summary>Owns the event listeners. One that fails is restarted; none can harm the tree.</summary>
internal sealed class ListenersSupervisor : ReceiveActor
{
    private readonly IReadOnlyDictionary<string, Props> _listeners;
    private readonly HashSet<IActorRef> _waiting = [];
    private IActorRef _asker = ActorRefs.Nobody;
    private object _answer = ListenersReady.Instance;

    public ListenersSupervisor(IReadOnlyDictionary<string, Props> listeners)
    {
        _listeners = listeners;
        Receive<AwaitListeners>(message => AskAll(message, ListenersReady.Instance));
        Receive<SettleListeners>(message => AskAll(message, ListenersReady.Instance));
        Receive<DrainListeners>(message => AskAll(message, ListenersDrained.Instance));
        Receive<ListenersReady>(_ => OnAnswer());
        Receive<ListenersDrained>(_ => OnAnswer());
        Receive<Terminated>(_ => OnAnswer());
    }

    public static Props Create(IReadOnlyDictionary<string, Props> listeners) => Props.Create(() => new ListenersSupervisor(listeners));

    // One that cannot even be made, or keeps failing, is left out; the tree runs without it.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        10, TimeSpan.FromMinutes(1), error => error is ActorInitializationException ? Directive.Stop : Directive.Restart);

    protected override void PreStart()
    {
        foreach (var (name, props) in _listeners)
        {
            Context.Watch(Context.ActorOf(props, name));
        }
    }

    private void AskAll(object question, object answer)
    {
        _asker = Sender;
        _answer = answer;
        _waiting.Clear();
        foreach (var child in Context.GetChildren())
        {
            _waiting.Add(child);
            child.Tell(question);
        }

        AnswerIfDone();
    }

    private void OnAnswer()
    {
        if (_waiting.Remove(Sender))
        {
            AnswerIfDone();
        }
    }

    private void AnswerIfDone()
    {
        if (_waiting.Count == 0)
        {
            _asker.Tell(_answer);
            _asker = ActorRefs.Nobody;
        }
    }
}
