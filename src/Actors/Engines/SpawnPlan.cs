using System.Globalization;
using System.Runtime.InteropServices;
using Supervision.Actors.Heartbeats;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>Turns settings into a started process.</summary>
internal static class SpawnPlan
{
    /// <summary>Starts the engine. Files of variables and secrets are read first; one that cannot be is a failed start.</summary>
    public static async Task<SpawnResult> SpawnAsync(IProcessHost host, EngineSettings settings, AttemptSignals signals, IProcessObserver observer) =>
        signals.Problem is { } problem
            ? new SpawnResult.Failed(new SpawnFailure(SpawnStep.Host, 0, problem))
            : await SpawnAsync(host, settings, environment => signals.AddTo(RequestFor(settings, environment)), observer, CancellationToken.None)
                .ConfigureAwait(false);

    /// <summary>
    /// Starts a helper command of the engine, for example a probe: the same environment, directory, user and groups, without its other
    /// options; output discarded.
    /// </summary>
    public static Task<SpawnResult> SpawnHelperAsync(
        IProcessHost host, EngineSettings settings, IReadOnlyList<string> command, IProcessObserver observer, CancellationToken cancellation) =>
        SpawnAsync(host, settings, environment => HelperFor(settings, command, environment), observer, cancellation);

    /// <summary>The same with further variables, and output for the observer in one stream.</summary>
    public static Task<SpawnResult> SpawnHelperAsync(
        IProcessHost host, EngineSettings settings, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables,
        IProcessObserver observer, CancellationToken cancellation) =>
        SpawnAsync(host, settings, environment =>
        {
            foreach (var (name, value) in variables)
            {
                environment[name] = value;
            }

            return Request(settings, command, environment) with { Stderr = OutputMode.ToStdout };
        }, observer, cancellation);

    private static async Task<SpawnResult> SpawnAsync(
        IProcessHost host, EngineSettings settings, Func<Dictionary<string, string>, SpawnRequest> request, IProcessObserver observer,
        CancellationToken cancellation)
    {
        var (environment, failure) = await EngineEnvironment.BuildAsync(settings, cancellation).ConfigureAwait(false);
        return environment is null
            ? new SpawnResult.Failed(failure!)
            : await host.SpawnAsync(request(environment), observer, cancellation).ConfigureAwait(false);
    }

    private static SpawnRequest RequestFor(EngineSettings settings, Dictionary<string, string> environment) => Request(settings, settings.Command, environment) with
    {
        Stderr = settings.Logs.Stderr.Kind == LogTargetKind.Stdout ? OutputMode.ToStdout : OutputMode.Pipe,
        Stdin = settings.Stdin,
        StdinFile = settings.StdinFile,
        Umask = settings.Umask,
        Nice = settings.Nice,
        OomScoreAdj = settings.OomScoreAdj,
        Limits = settings.Limits,
        CpuAffinity = settings.CpuAffinity,
        NoNewPrivileges = settings.NoNewPrivileges,
        ParentDeathSignal = settings.ParentDeathSignal,
        Cgroup = settings.Cgroup,
    };

    private static SpawnRequest HelperFor(EngineSettings settings, IReadOnlyList<string> command, Dictionary<string, string> environment) =>
        Request(settings, command, environment) with { Stdout = OutputMode.Null, Stderr = OutputMode.Null };

    private static SpawnRequest Request(EngineSettings settings, IReadOnlyList<string> command, Dictionary<string, string> environment) => new()
    {
        Command = command,
        Environment = environment,
        WorkingDirectory = settings.Directory,
        User = settings.RunAs.User,
        Group = settings.RunAs.Group,
        SupplementaryGroups = settings.RunAs.SupplementaryGroups,
        Mark = MarkOf(settings.Name),
    };

    // The digits of a GUID are written by vector code that nothing compiles ahead; those of numbers are not.
    private static string MarkOf(string engine)
    {
        var random = Guid.NewGuid();
        var halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in random));
        return string.Create(CultureInfo.InvariantCulture, $"{engine}:{halves[0]:x16}{halves[1]:x16}");
    }
}
