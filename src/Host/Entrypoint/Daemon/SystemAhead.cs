using Supervision.Actors;
using Supervision.Actors.Settings;

namespace Supervision.Entrypoint.Daemon;

/// <summary>What a daemon needs whatever its settings say, made on another processor while they are read: the parsed reference, an actor system and the time zone.</summary>
internal sealed class SystemAhead : IAsyncDisposable
{
    private Task<ActorSystem>? _system;

    private SystemAhead()
    {
        SettingsLoader.ReadAhead();
        _system = Task.Run(() =>
        {
            var system = SupervisionTree.CreateSystem();
            _ = TimeZoneInfo.Local;
            return system;
        });
    }

    public static SystemAhead Begin() => new();

    /// <summary>The actor system, for the first who asks; null for all others.</summary>
    public ActorSystem? Take() => Interlocked.Exchange(ref _system, null)?.GetAwaiter().GetResult();

    /// <summary>Ends a system that nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _system, null) is { } system)
            await (await system).Terminate();
    }
}
