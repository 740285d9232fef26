namespace Supervision.Dispatch;

/// <summary>The thread that frees cells from behind handlers that block; see <see cref="DirectRunner"/>.</summary>
internal static class DirectRunnerGuard
{
    private const int QuietRounds = 50;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);
    private static readonly Lock Gate = new();
    private static readonly List<Watched> Runners = [];
    private static readonly ManualResetEventSlim Traffic = new(initialState: false, spinCount: 0);
    private static readonly ManualResetEventSlim Never = new(initialState: false, spinCount: 0);
    private static bool _awake;
    private static bool _started;

    /// <summary>Watches the slot of a thread, as long as the thread lives.</summary>
    public static void Add(DirectRunner runner)
    {
        lock (Gate)
        {
            Runners.RemoveAll(static known => !known.Runner.TryGetTarget(out _));
            Runners.Add(new Watched(new WeakReference<DirectRunner>(runner)));
        }
    }

    /// <summary>Makes the guard look, if it sleeps. Called after a slot was filled.</summary>
    public static void Wake()
    {
        if (!Volatile.Read(ref _awake))
        {
            StartOrWake();
        }
    }

    private static void StartOrWake()
    {
        lock (Gate)
        {
            if (!_started)
            {
                _started = true;
                new Thread(Watch) { IsBackground = true, Name = "actor-guard" }.Start();
            }

            _awake = true;
            Traffic.Set();
        }
    }

    private static void Watch()
    {
        int quiet = 0;
        while (true)
        {
            if (quiet >= QuietRounds)
            {
                Traffic.Reset();
                Volatile.Write(ref _awake, false);
                Interlocked.MemoryBarrier();

                // A slot that was filled before its thread could see that the guard sleeps is seen here.
                if (!Look())
                {
                    Traffic.Wait();
                }

                Volatile.Write(ref _awake, true);
                quiet = 0;
            }

            Never.Wait(Period);
            quiet = Look() ? 0 : quiet + 1;
        }
    }

    private static bool Look()
    {
        bool traffic = false;
        lock (Gate)
        {
            foreach (Watched known in Runners)
            {
                if (!known.Runner.TryGetTarget(out DirectRunner? runner))
                {
                    continue;
                }

                int handed = runner.Handed;
                if (handed != known.Handed)
                {
                    known.Handed = handed;
                    traffic = true;
                }
                else if (runner.IsWaiting)
                {
                    runner.Steal(preferLocal: false);
                    traffic = true;
                }
            }
        }

        return traffic;
    }

    private sealed class Watched(WeakReference<DirectRunner> runner)
    {
        public WeakReference<DirectRunner> Runner { get; } = runner;

        public int Handed { get; set; }
    }
}
