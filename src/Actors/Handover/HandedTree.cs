// What one image of the daemon leaves to the next: plain data, written as JSON. Times of the monotonic clock are ages. A member that is added
// needs a default that is right for those who do not know it; what is not understood is left out; anything else needs a new
// TreeState.Format.
using Supervision.Actors.Engines;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Handover;

/// <summary>The whole tree.</summary>
internal sealed record HandedTree
{
    /// <summary>The configuration that runs.</summary>
    public required SupervisionSettings Settings { get; init; }

    /// <summary>When it was written down, on the machine's monotonic clock.</summary>
    public TimeSpan Clock { get; init; }

    /// <summary>Number of the last event.</summary>
    public long Sequence { get; init; }

    /// <summary>The groups at the top.</summary>
    public required IReadOnlyList<HandedGroup> Groups { get; init; }

    /// <summary>Engines that were given up on while their groups go on.</summary>
    public IReadOnlyList<string> Abandoned { get; init; } = [];

    /// <summary>Groups that ended by themselves.</summary>
    public IReadOnlyList<HandedEnd> Ended { get; init; } = [];

    /// <summary>Lines that were seen, by engine and pattern, with their attempts.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, int>> Lines { get; init; } = new Dictionary<string, Dictionary<string, int>>();

    public IReadOnlyList<string> Survivors { get; init; } = [];

    /// <summary>The last events in memory; all of them where the file does not have them.</summary>
    public IReadOnlyList<HandedEntry> Journal { get; init; } = [];

    /// <summary>Number of the journal's last entry.</summary>
    public long JournalNumber { get; init; }

    /// <summary>Events that are not in the journal's file since it works no more; 0 where it works.</summary>
    public long JournalLost { get; init; }

    /// <summary>What the host of the tree added.</summary>
    public IReadOnlyDictionary<string, string> Host { get; init; } = new Dictionary<string, string>();

    /// <summary>Every descriptor that the next image goes on with.</summary>
    public IEnumerable<int> Descriptors() => Groups.SelectMany(group => group.All()).SelectMany(group => group.Engines).SelectMany(engine => engine.Descriptors());
}

internal sealed record HandedEntry(long Number, string Json);

internal sealed record HandedEnd(string Group, string Summary, EngineFailure? Failure, IReadOnlyList<string> Survivors, int? ExitCode);

internal sealed record HandedGroup
{
    public required string Name { get; init; }

    public required string Mode { get; init; }

    public bool IsUp { get; init; }

    /// <summary>Ages of the restarts that count against the intensity.</summary>
    public IReadOnlyList<TimeSpan> Intensity { get; init; } = [];

    public HandedPlan? Plan { get; init; }

    public IReadOnlyList<string> ComingUp { get; init; } = [];

    /// <summary>Instances that are restarted because they asked for it, and their attempts before.</summary>
    public IReadOnlyList<HandedRoll> Rolls { get; init; } = [];

    /// <summary>In start order.</summary>
    public IReadOnlyList<HandedEngine> Engines { get; init; } = [];

    public IReadOnlyList<HandedGroup> Groups { get; init; } = [];

    /// <summary>What the group above knows of it.</summary>
    public HandedGroupEntry Entry { get; init; } = new();

    public IEnumerable<HandedGroup> All() => Groups.SelectMany(group => group.All()).Prepend(this);
}

internal sealed record HandedGroupEntry
{
    public bool IsUp { get; init; }

    public bool HasEnded { get; init; }

    public IReadOnlyList<TimeSpan> Restarts { get; init; } = [];

    /// <summary>How long it still waits before it is started again; null where it does not.</summary>
    public TimeSpan? StartIn { get; init; }
}

internal sealed record HandedPlan(string Failed, string Starting, IReadOnlyList<string> Left, TimeSpan Delay, bool IsRetry);

internal sealed record HandedRoll(string Engine, int Attempt);

/// <summary>One engine: what its group counts, then its record, then its process.</summary>
internal sealed record HandedEngine
{
    /// <summary>What its process runs with.</summary>
    public required EngineSettings Settings { get; init; }

    public IReadOnlyList<TimeSpan> Restarts { get; init; } = [];

    public IReadOnlyList<TimeSpan> InternalErrors { get; init; } = [];

    /// <summary>Failures since it was stably ready.</summary>
    public int BackoffFailures { get; init; }

    public HandedSameFailures SameFailures { get; init; } = new(0, default, null, null, "");

    public TimeSpan? Waiting { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public int RetryFrom { get; init; }

    public bool IsStartAsked { get; init; }

    public bool HasEnded { get; init; }

    public EngineState State { get; init; }

    public DesiredState Desired { get; init; }

    public Readiness Readiness { get; init; }

    public int Attempt { get; init; }

    public StopIntent Intent { get; init; }

    public string StopReason { get; init; } = "";

    public string? StatusText { get; init; }

    public ExitStatus? Exit { get; init; }

    public EngineFailure? Failure { get; init; }

    public EngineFailure? Symptom { get; init; }

    public long OomKillsBefore { get; init; }

    public TimeSpan Spawned { get; init; }

    public TimeSpan? Ready { get; init; }

    public DateTimeOffset StateSince { get; init; }

    public TimeSpan BackoffDelay { get; init; }

    public TimeSpan BackoffAge { get; init; }

    public TimeSpan BackoffBefore { get; init; }

    public int Failures { get; init; }

    public bool WasReady { get; init; }

    public bool WasAlive { get; init; }

    public bool HasStarted { get; init; }

    public bool Held { get; init; }

    public bool StoppedByHand { get; init; }

    public bool PostStartRan { get; init; }

    public IReadOnlyList<EngineAttempt> Attempts { get; init; } = [];

    /// <summary>Free memory of GPUs before the last start.</summary>
    public IReadOnlyDictionary<int, long> GpuFree { get; init; } = new Dictionary<int, long>();

    public IReadOnlyList<string> GpuFound { get; init; } = [];

    public HandedProcess? Process { get; init; }

    public HandedSignals? Signals { get; init; }

    public HandedOutput? Output { get; init; }

    public IEnumerable<int> Descriptors() =>
        (Process?.Descriptors() ?? []).Concat(Signals?.Channels.Select(one => one.Descriptor) ?? []).Concat(Signals?.Socket is { } socket ? [socket] : []);
}

internal sealed record HandedSameFailures(int Count, FailureKind Kind, int? Code, int? Signal, string Message);

/// <summary>What an attempt has said by itself.</summary>
internal sealed record HandedSignals
{
    public DateTimeOffset StartedAt { get; init; }

    public bool IsReady { get; init; }

    public bool IsStopping { get; init; }

    public bool HasBarked { get; init; }

    public bool HasBeaten { get; init; }

    public string? Status { get; init; }

    /// <summary>The notification socket's descriptor and address.</summary>
    public int? Socket { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<HandedChannel> Channels { get; init; } = [];

    public IReadOnlyList<HandedMark> Marks { get; init; } = [];
}

/// <summary>A descriptor on which an engine says that it is ready: the number it has there and ours.</summary>
internal sealed record HandedChannel(int Number, int Descriptor, bool IsNotified);

/// <summary>A line that a probe looks for, and how long ago it was written.</summary>
internal sealed record HandedMark(string Pattern, bool Once, TimeSpan Age);

/// <summary>Where the reading of an attempt's output stopped.</summary>
internal sealed record HandedOutput
{
    /// <summary>How many streams have not ended.</summary>
    public int Open { get; init; }

    public HandedStream? Stdout { get; init; }

    public HandedStream? Stderr { get; init; }

    public IReadOnlyList<byte[]> LastLines { get; init; } = [];

    /// <summary>The stream of each of them.</summary>
    public byte[] LastStreams { get; init; } = [];

    public HandedPatterns Patterns { get; init; } = new();
}

internal sealed record HandedStream
{
    /// <summary>The line that was not ended yet.</summary>
    public byte[] Rest { get; init; } = [];

    /// <summary>Inside which kind of terminal control sequence.</summary>
    public int Position { get; init; }

    /// <summary>Bytes went by that nobody looked at.</summary>
    public bool Gap { get; init; }
}

internal sealed record HandedPatterns
{
    public long Lines { get; init; }

    public bool Killed { get; init; }

    public IReadOnlyList<HandedHit> Hits { get; init; } = [];
}

internal sealed record HandedHit(string Pattern, long At, string Line);
