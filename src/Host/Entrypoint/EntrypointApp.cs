using System.Diagnostics;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;
using Supervision.Entrypoint.Daemon;
using Supervision.Entrypoint.Logging;
using Supervision.Entrypoint.Output;
using Supervision.Posix;

namespace Supervision.Entrypoint;

/// <summary>Carries out one command line.</summary>
/// <param name="output">Standard output, for what was asked for.</param>
/// <param name="error">Standard error, for what is wrong.</param>
internal sealed class EntrypointApp(TextWriter output, TextWriter error)
{
    public const string LaunchCommand = "LAUNCH_COMMAND";

    public async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        switch (CliParser.Parse(args))
        {
            case CliInvocation.Help help: return Print(CliHelp.For(help.Command));
            case CliInvocation.Version: return Print(ProductVersion.Line + "\n");
            case CliInvocation.Reference: return Print(SettingsLoader.ReferenceText);
            case CliInvocation.UsageError usage: return Refuse(usage.Message, usage.Command);
            case CliInvocation.RunFiles run:
                return await RunAsync(() => SettingsLoader.Load(Sources(run.Options) with { Files = run.Files }));
            case CliInvocation.RunCommand run:
                return await RunAsync(() => SettingsLoader.FromCommand(run.Command, Sources(run.Options)));
            case CliInvocation.RunLaunchCommand run:
                return await RunLaunchCommandAsync(run.Options);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<int> RunLaunchCommandAsync(CliOptions options)
    {
        if (Environment.GetEnvironmentVariable(LaunchCommand) is not { } command || string.IsNullOrWhiteSpace(command))
            return Refuse(
                $"nothing to run: name a file (supervision run FILE), a command (supervision -- COMMAND), or set {LaunchCommand}",
                CliCommand.Root);
        if (!ShellWords.TrySplit(command, out IReadOnlyList<string>? words, out string? problem))
            return Refuse($"{LaunchCommand}: {problem}", CliCommand.Root);
        return await RunAsync(() => SettingsLoader.FromCommand(words, Sources(options)));
    }

    private static SettingsSources Sources(CliOptions options) => new() { Overrides = options.Overrides };

    private async Task<int> RunAsync(Func<SettingsResult> load)
    {
        using StopSignals signals = StopSignals.Install();
        SettingsResult result = load();
        if (result.Settings is not { } settings)
        {
            foreach (SettingsDiagnostic problem in (IEnumerable<SettingsDiagnostic>)[.. result.Errors, .. result.Warnings])
                error.WriteLine(problem.Render());
            return ExitCodes.Usage;
        }

        using ConsoleLog log = ConsoleLog.Create(
            settings.Log, new FileDescriptorTarget(FileDescriptorTarget.StandardOutput), Colours.Wanted, TimeProvider.System);
        string[] warnings = [.. result.Warnings.Select(warning => warning.Render())];
        return await new DaemonRun(settings, warnings, log, signals, RunningTree.Start).RunAsync();
    }

    private int Print(string text)
    {
        output.Write(text);
        return ExitCodes.Stopped;
    }

    private int Refuse(string message, CliCommand command)
    {
        error.WriteLine($"supervision: {message}");
        error.WriteLine($"Try '{CliHelp.Invocation(command)}'.");
        return ExitCodes.Usage;
    }
}
