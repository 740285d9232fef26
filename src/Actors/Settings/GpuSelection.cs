namespace Supervision.Actors.Settings;

/// <summary>Which GPUs a gate looks at.</summary>
public enum GpuSelection
{
    /// <summary>Those that the engine's <c>CUDA_VISIBLE_DEVICES</c> or <c>NVIDIA_VISIBLE_DEVICES</c> name; none without them.</summary>
    Auto,

    /// <summary>All.</summary>
    All,

    /// <summary>None: no gate.</summary>
    None,

    /// <summary>Those listed.</summary>
    Listed,
}
