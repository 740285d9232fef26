using Supervision.Actors.Engines;
using Supervision.Actors.Events;
using Supervision.Actors.Settings;

namespace Supervision.Actors.Hooks;

/// <summary>Runs hooks and tells how they ended. Nothing is thrown.</summary>
internal sealed class HookRunner(TreeServices services)
{
    /// <summary>Runs one hook; returns what went wrong, null where it exited with 0 or there is none.</summary>
    public async Task<string?> RunAsync(string name, HookCommand hook, AttemptInfo attempt, CancellationToken cancellation)
    {
        if (hook.Command.IsEmpty)
        {
            return null;
        }

        var began = services.Time.GetTimestamp();
        var result = await HelperRun.RunAsync(
            services.Host, services.Time, attempt.Engine, hook.Command, attempt.Variables(name), hook.Timeout, cancellation).ConfigureAwait(false);
        var problem = result.IsGood ? null : result.Explain();
        services.Events.Publish(new HookCompleted(
            attempt.Engine.Name, attempt.Engine.Group, attempt.Pid, attempt.Attempt, name, services.Time.GetElapsedTime(began), problem));
        return problem;
    }
}
