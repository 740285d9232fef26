using System.Collections;
using System.Globalization;
using System.Text;
using Supervision.Actors.Settings;
using Supervision.Posix;

namespace Supervision.Actors.Engines;

/// <summary>
/// Builds an engine's variables. Later ones win: the daemon's own (unless clean), SUPERVISION_*, files in their order, secrets, and what
/// the settings spell out. No message holds a value: it may be a secret.
/// </summary>
internal static class EngineEnvironment
{
    // More than any kernel takes as one variable (128 KiB), and than any honest file of them has.
    private const int MostBytes = 1024 * 1024;

    public static async Task<(Dictionary<string, string>? Environment, SpawnFailure? Failure)> BuildAsync(
        EngineSettings settings, CancellationToken cancellation)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (settings.EnvironmentMode == EnvironmentMode.Inherit)
        {
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            {
                result[(string)entry.Key] = (string?)entry.Value ?? "";
            }

            // Between us and whoever started us: an engine that notifies there would speak for the daemon.
            result.Remove("NOTIFY_SOCKET");
            result.Remove("WATCHDOG_USEC");
            result.Remove("WATCHDOG_PID");
            // Whoever has it commands the daemon.
            result.Remove("SUPERVISION_CONTROL_TOKEN");
            // Ours, for the collector of telemetry.
            result.Remove("SUPERVISION_OTLP_AUTHORIZATION");
        }

        result["SUPERVISION_ENGINE"] = settings.Name;
        result["SUPERVISION_GROUP"] = settings.Group;
        result["SUPERVISION_INSTANCE"] = settings.Instance.ToString(CultureInfo.InvariantCulture);
        foreach (var file in settings.EnvironmentFiles)
        {
            var (text, failure) = await ReadAsync(settings, file, "the environment file", cancellation).ConfigureAwait(false);
            if (failure is not null)
            {
                return (null, failure);
            }

            if (!EnvironmentFile.TryParse(text!, out var variables, out var error))
            {
                return (null, new SpawnFailure(SpawnStep.Environment, Invalid, $"the environment file '{file}' cannot be read: {error}"));
            }

            foreach (var (name, value) in variables)
            {
                result[name] = value;
            }
        }

        foreach (var (name, file) in settings.Secrets)
        {
            var (text, failure) = await ReadAsync(settings, file, $"the secret {name}, file", cancellation).ConfigureAwait(false);
            if (failure is not null)
            {
                return (null, failure);
            }

            if (text!.Contains('\0', StringComparison.Ordinal))
            {
                return (null, new SpawnFailure(SpawnStep.Environment, Invalid, $"the secret {name}, file '{file}', holds a NUL character, which no variable can"));
            }

            result[name] = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }

        foreach (var (name, value) in settings.Environment)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value;
            }
        }

        return (result, null);
    }

    // EINVAL, ENOENT, EACCES, EIO, EFBIG, ENOTDIR of Linux.
    private const int Invalid = 22;

    private static async Task<(string? Text, SpawnFailure? Failure)> ReadAsync(
        EngineSettings settings, string path, string what, CancellationToken cancellation)
    {
        // As for the program, a relative path is one in the engine's directory.
        var full = settings.Directory is { } directory ? Path.Combine(directory, path) : path;
        try
        {
            var file = new FileStream(full, new FileStreamOptions { Options = FileOptions.Asynchronous, Share = FileShare.ReadWrite | FileShare.Delete });
            await using (file.ConfigureAwait(false))
            {
                var buffer = new byte[MostBytes + 1];
                var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
                return length > MostBytes
                    ? (null, new SpawnFailure(SpawnStep.Environment, 27, $"{what} '{path}' is larger than 1 MiB"))
                    : (Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\ufeff'), null);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var (errno, why) = error switch
            {
                FileNotFoundException => (2, "does not exist"),
                DirectoryNotFoundException => (2, "does not exist"),
                UnauthorizedAccessException when Directory.Exists(full) => (21, "is a directory"),
                UnauthorizedAccessException => (13, "may not be read: permission denied"),
                _ => (5, $"could not be read: {error.Message}"),
            };
            return (null, new SpawnFailure(SpawnStep.Environment, errno, $"{what} '{path}' {why}"));
        }
    }
}
