using Supervision.Posix;

namespace Supervision.Entrypoint.Standard;

/// <summary>Installs a model's Python packages before the first start, as <c>standard-supervisor</c> does.</summary>
internal static class Requirements
{
    public const string SwitchVariable = "STANDARD_AUTO_INSTALL_REQ";
    public const string ArgumentsVariable = "STANDARD_PIP_ARGS";
    public const string ModelPathVariable = "SAGEMAKER_MODEL_PATH";

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const string DefaultModelPath = "/opt/ml/model";

    /// <summary>What is to be run; null where there is nothing to install.</summary>
    /// <param name="command">The engine's command; its interpreter is installed for, where it is one.</param>
    /// <param name="environment">The variables; null is unset.</param>
    /// <param name="problem">What is wrong with a variable, or missing; null where nothing is.</param>
    public static IReadOnlyList<string>? Plan(IReadOnlyList<string> command, Func<string, string?> environment, out string? problem)
    {
        problem = null;
        if (environment(SwitchVariable) is { } text && !StandardVariables.IsOn(text))
            return null;
        if (Arguments(environment, out problem) is not { Count: > 0 } arguments)
            return null;
        string? uv = Find("uv", environment);
        string? python = IsPython(command[0]) ? Find(command[0], environment) : Find("python3", environment) ?? Find("python", environment);
        if (python is null)
        {
            problem = "there is no Python to install requirements for";
            return null;
        }
        return uv is not null ? [uv, "pip", "install", "--python", python, .. arguments] : [python, "-m", "pip", "install", .. arguments];
    }

    /// <summary>Runs it with our own output.</summary>
    /// <returns>What went wrong; null where it ended well.</returns>
    public static async Task<string?> InstallAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        using IProcessHost host = ProcessHost.Start();
        SpawnResult spawned = await host.SpawnAsync(
            new SpawnRequest { Command = command, Stdout = OutputMode.Inherit, Stderr = OutputMode.Inherit }, new Nobody(), CancellationToken.None);
        if (spawned is not SpawnResult.Started { Process: var process })
            return ((SpawnResult.Failed)spawned).Failure.Message;
        using (process)
        {
            try
            {
                ExitStatus status = await process.Exited.WaitAsync(cancellation);
                return status.IsSuccess ? null : $"{command[0]} {status}";
            }
            catch (OperationCanceledException)
            {
                await process.KillTreeAsync(TimeSpan.FromSeconds(10));
                return "it was stopped";
            }
        }
    }

    private static List<string>? Arguments(Func<string, string?> environment, out string? problem)
    {
        problem = null;
        if (environment(ArgumentsVariable) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            if (ShellWords.TrySplit(text, out IReadOnlyList<string>? words, out string? error))
                return [.. words];
            problem = $"Invalid {ArgumentsVariable}: {(error.Contains("not closed", StringComparison.Ordinal) ? "No closing quotation: " : "")}{error}";
            return null;
        }
        string directory = environment(ModelPathVariable) is { Length: > 0 } path ? path : DefaultModelPath;
        string file = Path.Combine(directory, "requirements.txt");
        if (!File.Exists(file))
            return null;
        string packages = Path.Combine(directory, "requirements");
        return Directory.Exists(packages) ? ["-r", file, "--find-links", packages] : ["-r", file];
    }

    private static bool IsPython(string program)
    {
        string name = program[(program.LastIndexOf('/') + 1)..];
        return name == "python" || name.StartsWith("python3", StringComparison.Ordinal);
    }

    private static string? Find(string program, Func<string, string?> environment)
    {
        if (program.Contains('/'))
            return File.Exists(program) ? program : null;
        return (environment("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':')
            .Select(directory => Path.Combine(directory.Length == 0 ? "." : directory, program))
            .FirstOrDefault(path => File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != 0);
    }

    private sealed class Nobody : IProcessObserver
    {
        public void OnOutput(OutputStream stream, ReadOnlySpan<byte> data)
        {
        }

        public void OnOutputClosed(OutputStream stream)
        {
        }

        public void OnExited(ExitStatus status)
        {
        }
    }
}
