using System.Collections.Concurrent;

namespace Supervision.Stress;

/// <summary>One actor system of a round, and everybody in it.</summary>
internal sealed class World
{
    private const int MostActors = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<IActorRef, Record> _byRef = new();
    private readonly List<Record> _records = [];
    private readonly List<WeakReference> _remembered;
    private Record[] _all = [];
    private int _lastNumber;
    private int _pending;
    private volatile bool _calm;

    /// <summary>Starts a system.</summary>
    /// <param name="name">Of the system.</param>
    /// <param name="throughput">Messages that an actor processes before others have their turn.</param>
    /// <param name="remembered">Gets a weak reference to everything that must be gone in the end.</param>
    public World(string name, int throughput, List<WeakReference> remembered)
    {
        _remembered = remembered;
        System = ActorSystem.Create(name, ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              actor.default-dispatcher.throughput = {{throughput}}
            }
            own-thread { type = PinnedDispatcher }
            own-threads { type = ForkJoinDispatcher, throughput = 10, dedicated-thread-pool.thread-count = 2 }
            """));
        Remember(System);
        var undertaker = System.ActorOf(Props.Create(() => new Undertaker()));
        System.EventStream.Subscribe(undertaker, typeof(DeadLetter));
    }

    public ActorSystem System { get; }

    /// <summary>When set, actors only count: nothing fails, stops or starts any more.</summary>
    public bool Calm
    {
        get => _calm;
        set => _calm = value;
    }

    public Record[] All => Volatile.Read(ref _all);

    /// <summary>Answers that are waited for.</summary>
    public void Await(int change) => Interlocked.Add(ref _pending, change);

    public void Remember(object what)
    {
        lock (_remembered)
            _remembered.Add(new WeakReference(what));
    }

    /// <summary>Makes an actor, unless there are enough.</summary>
    public Record? Spawn(IActorRefFactory parent, ref Dice dice, int depth, string? name = null)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        if (number > MostActors)
            return null;
        var record = new Record(this, number, depth, name ?? "actor");
        var props = dice.OneIn(3) ? Props.Create(() => new Bare(record)) : Props.Create(() => new Node(record));
        props = dice.Next(40) switch
        {
            0 => props.WithDispatcher("own-thread"),
            1 or 2 => props.WithDispatcher("own-threads"),
            _ => props,
        };
        IActorRef made;
        try
        {
            made = name is null ? parent.ActorOf(props) : parent.ActorOf(props, name);
        }
        catch (Exception e) when (e is InvalidActorNameException or InvalidOperationException)
        {
            // The name is taken by a child that is still stopping, or the parent stops.
            return null;
        }

        record.Ref = made;
        Remember(made);
        _byRef[made] = record;
        lock (_records)
        {
            _records.Add(record);
            Volatile.Write(ref _all, [.. _records]);
        }

        return record;
    }

    public Record? Find(IActorRef made) => _byRef.GetValueOrDefault(made);

    public Record Any(ref Dice dice)
    {
        var all = All;
        return all[dice.Next(all.Length)];
    }

    /// <summary>Waits until every message is accounted for, every watch answered and every restart done.</summary>
    public void Settle(string when) => WaitFor(() => Unsettled(), when);

    /// <summary>Asks every actor that runs, which must answer: nobody is left suspended, or asleep over its mailbox.</summary>
    public void CheckAlive()
    {
        var asked = All.Where(record => record.IsRunning).Select(record => (record, lane: record.LaneFrom("the last check"))).ToArray();
        var answers = asked.Select(one => one.record.Ref!.Ask<Answer>(one.lane.Next(Job.Answer, 0), Patience)).ToArray();
        Settle("after the last check");
        for (var i = 0; i < asked.Length; i++)
        {
            var (record, lane) = asked[i];
            if (!record.IsRunning)
                continue;
            if (record.Lanes.FirstOrDefault(each => each.Dead > 0) is { } lost)
                Violations.Report($"messages to a living actor became dead letters: {lost}");
            else if (!Task.WhenAny(answers[i]).Wait(Patience) || !answers[i].IsCompletedSuccessfully || !ReferenceEquals(answers[i].Result.Lane, lane))
                Violations.Report($"no answer, or a wrong one, on {lane}");
        }

        foreach (var lane in All.SelectMany(record => record.Lanes))
            lane.CheckSum();
        ThrowIfViolated();
    }

    /// <summary>Ends the system and checks that it left nobody alive.</summary>
    public void End()
    {
        if (!System.Terminate().Wait(Patience))
            throw new ViolatedException($"the system did not terminate; alive: {Names(All.Where(r => r.Life is not (Life.Ended or Life.Unborn)))}");
        var alive = All.Where(record => record.Life is not (Life.Ended or Life.Unborn)).ToArray();
        if (alive.Length > 0)
            throw new ViolatedException($"alive after the end of the system: {Names(alive)}");
        ThrowIfViolated();
    }

    public static void ThrowIfViolated()
    {
        if (Violations.First is { } first)
            throw new ViolatedException(first);
    }

    /// <summary>Waits until the text is null.</summary>
    public static void WaitFor(Func<string?> whatIsMissing, string when)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var delay = 0; whatIsMissing() is { } missing; delay = Math.Min(delay + 1, 20))
        {
            ThrowIfViolated();
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new ViolatedException($"still missing {when}: {missing}");
            Thread.Sleep(delay);
        }

        ThrowIfViolated();
    }

    private static string Names(IEnumerable<Record> records) => string.Join(", ", records.Take(20));

    private string? Unsettled()
    {
        if (Volatile.Read(ref _pending) is > 0 and var pending)
            return $"{pending} answers";
        foreach (var record in All)
        {
            if (!record.IsStable)
                return $"the end of a restart of {record}; hooks so far: {record.History}";
            foreach (var lane in record.Lanes)
            {
                if (!lane.IsSettled)
                    return $"messages of {lane}";
            }

            if (record.IsRunning && record.TickDue != 0)
                return $"tick {record.TickDue} of {record}";
            if (record.IsRunning && record.Unnoticed() is { Length: > 0 } dead)
                return $"a notice of the death of {dead[0]} to {record}";
        }

        return null;
    }
}

/// <summary>Counts dead letters.</summary>
internal sealed class Undertaker : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (message is DeadLetter { Message: Numbered dead })
            dead.Lane.Died(dead.Number);
    }
}
