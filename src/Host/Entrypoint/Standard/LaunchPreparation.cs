using Supervision.Entrypoint.Daemon;

namespace Supervision.Entrypoint.Standard;

/// <summary>What comes between valid settings and the first start: packages, and the generated configuration.</summary>
/// <param name="plan">The bare command; null where there is nothing to prepare.</param>
/// <param name="signals">Who may ask for an end meanwhile.</param>
internal sealed class LaunchPreparation(LaunchPlan? plan, StopSignals signals)
{
    private readonly List<string> _warnings = [];
    private string? _written;

    /// <summary>What did not work and does not matter enough to stop.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Prepares.</summary>
    /// <returns>Why nothing can be started; null where it can, or where an end was asked for.</returns>
    public async Task<string?> RunAsync()
    {
        if (plan is null)
            return null;
        if (plan.Form == LaunchForm.Standard && await InstallAsync() is { } failed && !signals.Received)
            return $"Dependency installation failed, aborting startup: {failed}";
        if (LaunchPlan.FileTarget(plan.Form, Environment.GetEnvironmentVariable) is not var (path, asked))
            return null;
        if (ConfigurationFile.Write(path, plan.FileText) is not { } problem)
        {
            // As theirs: a file that nobody asked for goes with the process.
            _written = asked || plan.Form != LaunchForm.Standard ? null : path;
            return null;
        }
        if (asked)
            return $"Configuration error: Failed to write configuration file: {problem}";
        _warnings.Add($"the generated configuration is not shown: {problem}");
        return null;
    }

    /// <summary>The file that goes with the process; null for none.</summary>
    public string? Written => _written;

    /// <summary>An earlier image of this process has prepared everything.</summary>
    /// <param name="written">Its <see cref="Written"/>.</param>
    public void Adopt(string? written) => _written = written;

    /// <summary>Removes what goes with the process.</summary>
    public void CleanUp()
    {
        if (_written is { } path)
            ConfigurationFile.TryDelete(path);
    }

    private async Task<string?> InstallAsync()
    {
        IReadOnlyList<string>? install = Requirements.Plan(plan!.Command, Environment.GetEnvironmentVariable, out string? problem);
        if (install is null)
            return problem;
        // Not disposed: a signal may come at any time.
        var stopped = new CancellationTokenSource();
        signals.Attach(_ => stopped.Cancel(), static _ => { });
        return await Requirements.InstallAsync(install, stopped.Token);
    }
}
