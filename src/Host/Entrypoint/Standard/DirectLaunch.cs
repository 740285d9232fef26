using Supervision.Posix;

namespace Supervision.Entrypoint.Standard;

/// <summary><c>standard-supervisor</c> without recovery: the command takes the place of this process.</summary>
/// <param name="complain">Writes one line to standard error.</param>
internal sealed class DirectLaunch(Action<string> complain)
{
    private const int NotFound = 2;

    /// <summary>Returns only where the command could not be executed.</summary>
    /// <param name="command">Program and arguments.</param>
    public async Task<int> RunAsync(IReadOnlyList<string> command)
    {
        IReadOnlyList<string>? install = Requirements.Plan(command, Environment.GetEnvironmentVariable, out string? problem);
        if (install is not null)
            problem = await Requirements.InstallAsync(install, CancellationToken.None);
        if (problem is not null)
        {
            complain($"ERROR: Dependency installation failed: {problem}");
            return ExitCodes.GaveUp;
        }

        SpawnFailure failure = ProgramReplacement.Execute(command);
        // The words that AWS' own give, which programs look for.
        complain(failure.Errno == NotFound
            ? $"ERROR: FileNotFoundError: [Errno 2] No such file or directory: '{command[0]}' ({failure.Message})"
            : $"ERROR: {failure.Message}");
        return ExitCodes.GaveUp;
    }
}
