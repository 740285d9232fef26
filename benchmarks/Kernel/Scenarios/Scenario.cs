namespace Supervision.Kernel.Benchmarks;

/// <summary>What a scenario did.</summary>
/// <param name="Operations">How many operations (messages, actors, asks…).</param>
/// <param name="Elapsed">The time they took, where that is not the whole run.</param>
/// <param name="Value">The figure itself, where it is not a rate.</param>
internal readonly record struct Outcome(long Operations, TimeSpan? Elapsed = null, double? Value = null);

/// <summary>Something that is measured.</summary>
internal abstract class Scenario
{
    private static readonly Scenario[] All =
    [
        new PingPong("ping-pong-1", pairs: 1), new PingPong("ping-pong-8", pairs: 8),
        new Telling("tell", producers: 1), new Telling("fan-in-4", producers: 4),
        new Spawning(), new IdleActors(), new Asking(), new Restarts(), new BareThrow(), new EventFanOut(), new Skynet(), new Timers(),
    ];

    /// <summary>The names of all scenarios, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name), ColdStart.Name];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The unit of the figure.</summary>
    public virtual string Unit => "M/s";

    /// <summary>Whether less is better.</summary>
    public virtual bool LessIsBetter => false;

    /// <summary>How much of the work is done once before, as a part of it.</summary>
    public virtual double WarmUp => 0.7;

    public static Scenario Find(string name) => Array.Find(All, s => s.Name == name) ?? throw new ArgumentException($"no scenario {name}", nameof(name));

    /// <summary>The figure of so many operations in such a time.</summary>
    public virtual double Figure(long operations, TimeSpan elapsed) => operations / elapsed.TotalSeconds / 1e6;

    /// <summary>Does the work.</summary>
    public abstract Task<Outcome> RunAsync(ActorSystem system, double scale);

    /// <summary>A source that does not run its continuations on the actor that completes it.</summary>
    protected static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
