namespace Supervision.Actors.Settings;

/// <summary>What the executable exits with when an engine was given up on (<c>supervision.exit-code</c>).</summary>
public enum ExitCodePolicy
{
    /// <summary>Exit code 1, whatever the engine's own code was. The default.</summary>
    One,

    /// <summary>The engine's own exit code, or 128 + signal number where a signal ended it; 1 where it never started or ended with 0.</summary>
    Engine,
}
