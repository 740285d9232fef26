using TinyEngine.Api;

namespace TinyEngine.Serving;

internal enum EnginePhase
{
    Loading,
    Ready,
    Draining,
}

/// <summary>Where the engine is in its life. Moves forward only.</summary>
internal sealed class EngineStatus
{
    private volatile EngineCore? _core;
    private volatile bool _draining;

    public EnginePhase Phase => _draining ? EnginePhase.Draining : _core is null ? EnginePhase.Loading : EnginePhase.Ready;

    public string Reason => Phase switch
    {
        EnginePhase.Draining => "the engine is shutting down",
        EnginePhase.Loading => "the model is loading",
        _ => "the engine is ready",
    };

    public EngineLoad Load => _core?.Load ?? default;

    public void Loaded(EngineCore core) => _core = core;

    public void Drain() => _draining = true;

    /// <summary>Throws the 503 that a client sees while loading or shutting down.</summary>
    public EngineCore CoreForNewRequest() =>
        Phase == EnginePhase.Ready && _core is { } core ? core : throw ApiException.Unavailable(Reason);
}
