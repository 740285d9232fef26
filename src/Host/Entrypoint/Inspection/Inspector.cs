using System.Runtime.InteropServices;
using System.Text;
using Supervision.Actors.Reload;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.Output;
using Supervision.Hocon;

namespace Supervision.Entrypoint.Inspection;

/// <summary><c>check</c>, <c>config</c> and <c>diff</c>: says what was loaded, and starts nothing.</summary>
/// <param name="output">Standard output, for the answer.</param>
/// <param name="error">Standard error, for errors and warnings.</param>
internal sealed class Inspector(IByteTarget output, IByteTarget error)
{
    public int Check(SettingsResult result, bool json)
    {
        if (json)
        {
            return Print(CheckReport.Of(result).ToJson(), result.Success ? ExitCodes.Stopped : ExitCodes.Usage);
        }

        Complain(result);
        if (result.Settings is not { } settings)
            return ExitCodes.Usage;
        string warnings = result.Warnings.Count > 0 ? $"; {Count(result.Warnings.Count, "warning")}" : "";
        return Print($"the configuration is valid: {Count(settings.Groups.Length, "group")}, {Count(settings.Engines.Count(), "engine")}{warnings}\n");
    }

    /// <param name="load">Loads with the given view of the environment.</param>
    /// <param name="origins">Whether each value says where it was written.</param>
    /// <param name="json">JSON instead of HOCON.</param>
    public int Config(Func<Func<string, string?>, SettingsResult> load, bool origins, bool json)
    {
        // A secret variable may end up inside a text that no name gives away, such as a header.
        var secrets = new List<string>();
        SettingsResult result = load(name =>
        {
            string? value = Environment.GetEnvironmentVariable(name);
            if (value is not null && SecretMask.IsSecretName(name))
                secrets.Add(value);
            return value;
        });

        Complain(result);
        if (!result.Success)
            return ExitCodes.Usage;
        string text = HoconRenderer.Render(
            SecretMask.Apply(result.Resolved, secrets), new HoconRenderOptions { Json = json, Origins = origins && !json });
        return Print(text.EndsWith('\n') ? text : text + "\n");
    }

    /// <summary><c>diff</c>: one line for each engine or group that differs.</summary>
    public int Diff(SettingsResult before, SettingsResult after)
    {
        Complain(before);
        Complain(after);
        if (before.Settings is not { } old || after.Settings is not { } next)
            return ExitCodes.Usage;
        var difference = SettingsDifference.Between(old, next);
        return Print(string.Concat(
            ((IEnumerable<string>)
            [
                .. difference.AddedGroups.Select(name => $"+ group {name}"),
                .. difference.RemovedGroups.Select(name => $"- group {name}"),
                .. difference.ChangedGroups.Select(change => $"~ group {change}: in place"),
                .. difference.Added.Select(name => $"+ engine {name}"),
                .. difference.Removed.Select(name => $"- engine {name}"),
                .. difference.Changed.Select(change => $"~ engine {change}: {(change.Effect == ReloadEffect.Restart ? "restarts" : "in place")}"),
                .. difference.Daemon.Select(key => $"~ {key}: in place"),
                .. difference.NotApplied.Select(key => $"~ {key}: only after a restart of the daemon"),
            ]).Select(line => line + "\n")));
    }

    /// <summary><c>preset</c>: one line for each, its name and what its file says first.</summary>
    public int ListPresets() => Print(string.Concat(Presets.Names.Select(name =>
        $"{name,-14}{Presets.TextOf(name).Split('\n')[0].Split(". ")[0].TrimStart('#', ' ').TrimEnd('.')}\n")));

    /// <summary>Every error, then every warning, as compilers write them.</summary>
    public void Complain(SettingsResult result)
    {
        foreach (SettingsDiagnostic problem in (IEnumerable<SettingsDiagnostic>)[.. result.Errors, .. result.Warnings])
            error.Write(Encoding.UTF8.GetBytes(problem.Render() + "\n"));
    }

    /// <summary>Whether all that was printed so far was written.</summary>
    public bool CanPrint => output.LastError == 0;

    /// <summary>
    /// Prints what was asked for. Half of it must not pass for the whole, as on a full disk; but a reader that has read enough, such as
    /// <c>head</c>, may leave.
    /// </summary>
    /// <returns><paramref name="code"/>, or that of an internal error where not all of it could be written.</returns>
    public int Print(string text, int code = ExitCodes.Stopped)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (output.Write(bytes) == bytes.Length || output.LastError == Interop.EPIPE)
            return code;
        string reason = Marshal.GetPInvokeErrorMessage(output.LastError);
        error.Write(Encoding.UTF8.GetBytes($"supervision: cannot write to standard output: {reason}\n"));
        return ExitCodes.InternalError;
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
