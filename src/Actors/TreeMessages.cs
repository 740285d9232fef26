using Supervision.Actors.Engines;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;

namespace Supervision.Actors;

/// <summary>To the guardian: begin, once the listeners are subscribed.</summary>
internal sealed record StartTree
{
    public static StartTree Instance { get; } = new();
}

/// <summary>To the guardian: stop every group in order.</summary>
internal sealed record StopTree(string Why);

/// <summary>To the guardian: these settings instead; answered by <see cref="ReloadResult"/>.</summary>
internal sealed record ReloadTree(SupervisionSettings Settings, bool DryRun);

/// <summary>To the guardian: settings were not valid.</summary>
internal sealed record RefuseReload(string Why);

/// <summary>To the guardian: answer with <see cref="TreeStatus"/>.</summary>
internal sealed record GetTree
{
    public static GetTree Instance { get; } = new();
}

/// <summary>To the guardian: answer with the <see cref="SupervisionSettings"/> that hold by now.</summary>
internal sealed record GetSettings
{
    public static GetSettings Instance { get; } = new();
}

/// <summary>Snapshots of all engines in start order.</summary>
internal sealed record TreeStatus(IReadOnlyList<EngineStatus> Engines);
