namespace Supervision.Actors.Engines;

/// <summary>Thrown by an engine's actor when its attempt failed and no process of its tree is left; its group decides what follows.</summary>
/// <param name="engine">Instance name.</param>
/// <param name="failure">What failed.</param>
public sealed class EngineFailedException(string engine, EngineFailure failure) : Exception($"{engine}: {failure.Message}")
{
    /// <summary>Instance name.</summary>
    public string Engine { get; } = engine;

    /// <summary>What failed.</summary>
    public EngineFailure Failure { get; } = failure;

    /// <summary>The attempt was never ready.</summary>
    internal bool BeforeReady { get; init; }

    /// <summary>Its number.</summary>
    internal int Attempt { get; init; }
}
