namespace Supervision.Stress;

/// <summary>Where an actor is in its life.</summary>
internal enum Life
{
    /// <summary>No instance was made yet.</summary>
    New,

    /// <summary>The constructor ran; PreStart or PostRestart has not.</summary>
    Made,

    /// <summary>It may get messages.</summary>
    Running,

    /// <summary>PreRestart ran; the next instance is not made yet.</summary>
    Replaced,

    /// <summary>The first constructor or PreStart failed: nothing to stop.</summary>
    Unborn,

    /// <summary>PostRestart failed.</summary>
    Broken,

    /// <summary>PostStop ran.</summary>
    Ended,
}

/// <summary>What is known about one actor; it outlives the instances and checks what they report.</summary>
internal sealed partial class Record(World world, int number, int depth, string name)
{
    private readonly List<Lane> _lanes = [];
    private readonly Dictionary<Record, Lane> _ownLanes = [];
    private readonly Queue<string> _history = [];
    private volatile Life _life;
    private int _inside;
    private int _tickDue;
    private bool _restarting;
    private object? _instance;

    public World World { get; } = world;

    public int Number { get; } = number;

    public int Depth { get; } = depth;

    public IActorRef? Ref { get; set; }

    public Life Life
    {
        get => _life;
        private set => _life = value;
    }

    public bool IsRunning => Life == Life.Running;

    public bool IsEnded => Life == Life.Ended;

    /// <summary>The number of the tick that a timer of the actor owes it, or 0.</summary>
    public int TickDue
    {
        get => Volatile.Read(ref _tickDue);
        set => Volatile.Write(ref _tickDue, value);
    }

    /// <summary>Nothing more happens to it by itself.</summary>
    public bool IsStable => Life is Life.Running or Life.Ended or Life.Unborn;

    public Lane[] Lanes
    {
        get
        {
            lock (_lanes)
                return [.. _lanes];
        }
    }

    public Lane LaneFrom(string sender)
    {
        var lane = new Lane(sender, this);
        lock (_lanes)
            _lanes.Add(lane);
        return lane;
    }

    /// <summary>The lane from this actor to another one. Only inside this actor.</summary>
    public Lane LaneTo(Record receiver)
    {
        if (!_ownLanes.TryGetValue(receiver, out var lane))
            _ownLanes.Add(receiver, lane = receiver.LaneFrom(ToString()));
        return lane;
    }

    /// <summary>Begins a piece of work of the actor; two at once are what must never be.</summary>
    public void Enter(string what)
    {
        if (Interlocked.Exchange(ref _inside, 1) != 0)
            Report($"entered twice at once: {what}");
        if (IsEnded)
            Report($"runs after PostStop: {what}");
    }

    public void Leave()
    {
        if (Interlocked.Exchange(ref _inside, 0) != 1)
            Report("left twice");
    }

    /// <summary>False once the instance was replaced, or is being.</summary>
    public bool IsCurrent(object instance) => IsRunning && ReferenceEquals(_instance, instance);

    /// <summary>Begins the processing of a message.</summary>
    public void EnterMessage(object instance, object message)
    {
        Enter("a message");
        if (!IsRunning)
            Report($"got {message} while {Life}");
        if (!ReferenceEquals(_instance, instance))
            Report($"an old instance got {message}");
    }

    public string History
    {
        get
        {
            lock (_history)
                return string.Join(' ', _history);
        }
    }

    public void Report(string what) => Violations.Report($"{this} {what}; hooks so far: {History}");

    public override string ToString() => $"{name}#{Number}({Life}{(Volatile.Read(ref _inside) != 0 ? ", inside" : "")})";
}
