namespace Supervision.Actor;

/// <summary>A phase of a coordinated shutdown.</summary>
/// <param name="DependsOn">The phases that come before.</param>
/// <param name="Timeout">How long its tasks may take together.</param>
/// <param name="Recover">Whether the shutdown goes on where a task fails or the time is over.</param>
/// <param name="Enabled">Whether its tasks run.</param>
internal sealed record Phase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover = true, bool Enabled = true);
