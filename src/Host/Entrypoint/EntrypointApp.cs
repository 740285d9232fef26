using System.Diagnostics;
using System.Text;
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
internal sealed class EntrypointApp(IByteTarget output, IByteTarget error)
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
                Complain(problem.Render());
            return ExitCodes.Usage;
        }

        using ConsoleLog log = ConsoleLog.Create(settings.Log, output, Colours.Wanted, TimeProvider.System);
        string[] warnings = [.. result.Warnings.Select(warning => warning.Render())];
        return await new DaemonRun(settings, warnings, log, signals, RunningTree.Start).RunAsync();
    }

    private int Print(string text)
    {
        output.Write(Encoding.UTF8.GetBytes(text));
        return ExitCodes.Stopped;
    }

    private int Refuse(string message, CliCommand command)
    {
        Complain($"supervision: {message}");
        Complain($"Try '{CliHelp.Invocation(command)}'.");
        return ExitCodes.Usage;
    }

    private void Complain(string line) => error.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
