using System.Collections.Immutable;
using Supervision.Actors.Engines;

namespace Supervision.Actors.Settings;

/// <summary>How failures are told apart and what each kind leads to (<c>failures</c>).</summary>
public sealed record FailureSettings
{
    /// <summary>Whether well-known lines of CUDA, NCCL, the GPU driver and sockets are understood. Default true.</summary>
    public bool BuiltinPatterns { get; init; } = true;

    /// <summary>Further patterns; they come before the built-in ones.</summary>
    public ImmutableArray<FailurePattern> Patterns { get; init; } = [];

    /// <summary>Policies by kind; kinds that are missing have their default (<see cref="DefaultPolicy"/>).</summary>
    public ImmutableDictionary<FailureKind, FailurePolicy> Policies { get; init; } = ImmutableDictionary<FailureKind, FailurePolicy>.Empty;

    /// <summary>How long <see cref="FailureAction.Wait"/> goes on, counted from the first such failure since the engine was last ready. Default 30 min.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The policy that holds for a kind.</summary>
    /// <param name="kind">The kind.</param>
    public FailurePolicy PolicyOf(FailureKind kind) => Policies.GetValueOrDefault(kind) ?? DefaultPolicy(kind);

    /// <summary>The policy of a kind that nobody configured, as in <c>reference.conf</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static FailurePolicy DefaultPolicy(FailureKind kind) => kind switch
    {
        FailureKind.PortBusy or FailureKind.GpuBusy or FailureKind.GateFailed => new FailurePolicy(FailureAction.Wait),
        FailureKind.GpuLost => new FailurePolicy(FailureAction.Exit) { ExitCode = 80 },
        FailureKind.DriverMismatch => new FailurePolicy(FailureAction.Exit) { ExitCode = 81 },
        FailureKind.OutOfMemory => new FailurePolicy(FailureAction.Retry) { BackoffMin = TimeSpan.FromSeconds(30) },
        _ => new FailurePolicy(FailureAction.Retry),
    };
}
