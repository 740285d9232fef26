// The daemon itself: configuration, log, end.
using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Hocon;
using Supervision.Pbm.Protocol;
using Supervision.Posix;

namespace Supervision.Control;

public sealed partial class ControlService
{
    private const int LongestMark = 1000;

    /// <inheritdoc/>
    public LogSeverity? LogLevel => _options.LogLevel?.Invoke();

    /// <inheritdoc/>
    public Task<ConfigurationText?> ShowConfigurationAsync(bool json = false, bool origins = false, CancellationToken cancellation = default) =>
        Volatile.Read(ref _loaded)?.Resolved is { } resolved
            ? Task.Run(
                ConfigurationText? () => new ConfigurationText(
                    HoconRenderer.Render(SecretMask.Apply(resolved, SecretVariables()), new HoconRenderOptions { Json = json, Origins = origins && !json }),
                    TagOf(resolved)),
                cancellation)
            : Task.FromResult<ConfigurationText?>(null);

    /// <inheritdoc/>
    public Task<ConfigurationAnswer> CheckConfigurationAsync(CancellationToken cancellation = default) =>
        LoadAsync(dryRun: true, null, cancellation);

    /// <inheritdoc/>
    public async Task<ConfigurationAnswer> ReloadAsync(ControlCaller by, string? onlyIf = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var answer = await LoadAsync(dryRun: false, onlyIf, cancellation).ConfigureAwait(false);
        Note("reload", "", by, $"{Words.Of(answer.Status)}: {answer.Message}");
        return answer;
    }

    /// <inheritdoc/>
    public Task<ControlResult> SetLogLevelAsync(LogSeverity level, ControlCaller by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (_options.SetLogLevel is not { } set)
        {
            return Task.FromResult(new ControlResult(CommandStatus.NotPossible, "this host has its own log levels"));
        }

        set(level);
        var result = new ControlResult(CommandStatus.Ok, $"log level {Words.Of(level)}");
        Note("log-level", "", by, result.Message);
        return Task.FromResult(result);
    }

    /// <inheritdoc/>
    public Task<ControlResult> MarkAsync(string text, ControlCaller by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestMark, nameof(text));
        Note("mark", "", by, text);
        return Task.FromResult(new ControlResult(CommandStatus.Ok, "written"));
    }

    /// <inheritdoc/>
    public async Task<ControlResult> ReopenLogsAsync(ControlCaller by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await Task.Run(_tree.Logs.Reopen, cancellation).ConfigureAwait(false);
        var result = new ControlResult(CommandStatus.Ok, "every log file reopened");
        Note("reopen-logs", "", by, result.Message);
        return result;
    }

    /// <inheritdoc/>
    public Task<SystemInfo> SystemAsync(CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var memory = Cgroup.Own()?.ReadMemory() ?? default;
            return new SystemInfo
            {
                Host = Environment.MachineName,
                Pid = Environment.ProcessId,
                Version = Version,
                Commit = _options.Commit,
                Runtime = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}",
                Started = _tree.Started,
                Uptime = Time.GetElapsedTime(_startedAt),
                ActorSystem = _tree.System.Name,
                Processors = Environment.ProcessorCount,
                Memory = Environment.WorkingSet is > 0 and var own ? own : null,
                GroupMemory = memory.WorkingSetBytes,
                GroupMemoryLimit = memory.EffectiveLimitBytes,
                OutOfMemoryKills = memory.OomKills,
                LastEvent = _tree.Journal.LastNumber,
                Endpoints = Endpoints.All,
            };
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ControlResult> ShutdownAsync(ControlCaller by, bool hasten = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var why = $"asked to shut down by {by}";
        var again = Interlocked.Exchange(ref _stopAsked, 1) == 1;
        var result = new ControlResult(again ? CommandStatus.Already : CommandStatus.Ok, again ? "not waiting any longer" : "stopping");
        // Before the stop, while there is somebody to hear of it.
        Note("shutdown", "", by, result.Message);
        if (!again)
        {
            (_options.Stop ?? _tree.Stop)(why);
        }

        if (again || hasten)
        {
            (_options.Hasten ?? (_ => _tree.Hasten()))(why);
        }

        return Task.FromResult(result);
    }

    /// <inheritdoc/>
    public async Task<ControlResult> ReexecAsync(ControlCaller by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (_options.Reexec is not { } reexec)
        {
            return new ControlResult(CommandStatus.NotPossible, "re-exec is not available in this host");
        }

        Note("re-exec", "", by, "begun");
        var result = await reexec(cancellation).ConfigureAwait(false);
        Note("re-exec", "", by, result.Message);
        return result;
    }

    private int _stopAsked;

    // What is secret in the environment may be part of a text that no name gives away.
    private static IEnumerable<string> SecretVariables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(one => one is { Key: string name, Value: string } && SecretMask.IsSecretName(name)).Select(one => (string)one.Value!);

    // Of what is written, not of what is shown: a changed secret is a change, and its hash gives nothing away that is worth having.
    private static string TagOf(HoconObject resolved) => Convert.ToHexStringLower(
        Digest.Sha256(Encoding.UTF8.GetBytes(HoconRenderer.Render(resolved, new HoconRenderOptions { Json = true, Indented = false })))[..12]);

    private static string LibraryVersion() =>
        typeof(ControlService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private async Task<ConfigurationAnswer> LoadAsync(bool dryRun, string? onlyIf, CancellationToken cancellation)
    {
        if (_options.Load is not { } load)
        {
            return new ConfigurationAnswer(ConfigurationStatus.NotAvailable, [], SettingsDifference.Empty, "this host loads its configuration itself");
        }

        await _loading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (onlyIf is not null && _loaded?.Resolved is { } running && TagOf(running) != onlyIf)
            {
                return new ConfigurationAnswer(
                    ConfigurationStatus.Mismatch, [], SettingsDifference.Empty, $"another configuration runs: {TagOf(running)}");
            }

            var loaded = await Task.Run(load, cancellation).ConfigureAwait(false);
            ImmutableArray<ConfigurationProblem> problems = [.. loaded.Errors.Select(error => ProblemOf(error, true)), .. loaded.Warnings.Select(warning => ProblemOf(warning, false))];
            var result = await _tree.ReloadAsync(loaded, dryRun, CancellationToken.None).ConfigureAwait(false);
            if (!dryRun && result.Status is ReloadStatus.Applied or ReloadStatus.Unchanged)
            {
                Volatile.Write(ref _loaded, loaded);
                _options.Reloaded?.Invoke(loaded);
            }

            return new ConfigurationAnswer(
                result.Status switch
                {
                    ReloadStatus.Applied => ConfigurationStatus.Applied,
                    ReloadStatus.Unchanged => ConfigurationStatus.Unchanged,
                    ReloadStatus.DryRun => ConfigurationStatus.Valid,
                    _ => loaded.Success ? ConfigurationStatus.Refused : ConfigurationStatus.Invalid,
                },
                problems, result.Difference, result.Problem.Length > 0 ? result.Problem : result.Difference.ToString());
        }
        finally
        {
            _loading.Release();
        }
    }

    private static ConfigurationProblem ProblemOf(SettingsDiagnostic problem, bool isError) =>
        new(isError, problem.Origin.ToString(), problem.Path, problem.Message);
}
