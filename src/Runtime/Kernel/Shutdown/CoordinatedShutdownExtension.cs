using Supervision.Configuration;
using Supervision.Event;

namespace Supervision.Actor;

/// <summary>Makes the <see cref="CoordinatedShutdown"/> of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">Terminating would run the shutdown, and the shutdown would not terminate; or a phase is wrong.</exception>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var settings = ShutdownSettings.From(system.Settings.Config.GetConfig("akka.coordinated-shutdown"));
        var terminates = system.Settings.CoordinatedShutdownTerminateActorSystem;
        if (system.Settings.CoordinatedShutdownRunByActorSystemTerminate && !terminates)
            throw new ConfigurationException("coordinated-shutdown: run-by-actor-system-terminate = on needs terminate-actor-system = on.");

        var setup = system.Settings.Setup.Get<SchedulerSetup>();
        var shutdown = new CoordinatedShutdown(
            system,
            settings.Phases,
            setup.HasValue ? setup.Value.Time : TimeProvider.System,
            Logging.GetLogger(system, nameof(CoordinatedShutdown)));
        ProcessExitHook? hook = settings.RunByProcessExit ? new ProcessExitHook(shutdown) : null;
        hook?.UnhookAtEndOf(system);
        if (terminates)
            AddTermination(shutdown, system, settings.ExitProcess, hook);
        return shutdown;
    }

    private static void AddTermination(CoordinatedShutdown shutdown, ExtendedActorSystem system, bool exits, ProcessExitHook? hook)
    {
        shutdown.AddTask(
            CoordinatedShutdown.PhaseActorSystemTerminate,
            "terminate-system",
            async () =>
            {
                await system.FinalTerminate().ConfigureAwait(false);

                // An exit that is under way already needs no other, and would wait for this task for ever.
                if (exits && shutdown.ShutdownReason is not CoordinatedShutdown.ClrExitReason)
                {
                    hook?.Unhook();
                    Environment.Exit(0);
                }

                return Done.Instance;
            });
    }
}
