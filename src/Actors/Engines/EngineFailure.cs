using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>Why an attempt failed, with the evidence.</summary>
/// <param name="Kind">Class of failure.</param>
/// <param name="Message">One phrase for people, for example <c>exited with code 3</c>.</param>
/// <param name="Exit">How the leader ended; null where it never started.</param>
/// <param name="LastOutput">The last lines of the attempt, oldest first.</param>
/// <param name="ReadyFor">How long the engine had been ready without a break when it failed; null where it was not ready.</param>
public sealed record EngineFailure(
    FailureKind Kind, string Message, ExitStatus? Exit, IReadOnlyList<string> LastOutput, TimeSpan? ReadyFor = null);
