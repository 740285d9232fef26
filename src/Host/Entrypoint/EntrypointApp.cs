using System.Diagnostics;
using System.Text;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;
using Supervision.Entrypoint.Daemon;
using Supervision.Entrypoint.Inspection;
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

    private readonly Inspector _inspector = new(output, error);

    /// <summary>Loads settings with a view of the environment.</summary>
    private delegate SettingsResult Load(Func<string, string?> environment);

    public async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        switch (CliParser.Parse(args))
        {
            case CliInvocation.Help help: return _inspector.Print(CliHelp.For(help.Command));
            case CliInvocation.Version: return _inspector.Print(ProductVersion.Line + "\n");
            case CliInvocation.Preset { Name: null }: return _inspector.ListPresets();
            case CliInvocation.Preset preset: return _inspector.Print(Presets.TextOf(preset.Name!));
            case CliInvocation.Reference: return _inspector.Print(SettingsLoader.ReferenceText);
            case CliInvocation.Gpu gpu: return _inspector.Print(await GpuView.ShowAsync(gpu.Json));
            case CliInvocation.Events events: return EventsView.Show(events.Files, events.Json, output, error);
            case CliInvocation.UsageError usage: return Refuse(usage.Message, usage.Command);
            case CliInvocation.Check check:
                return Find(check.Target, CliCommand.Check) is { } checkable
                    ? _inspector.Check(checkable(Environment.GetEnvironmentVariable), check.Json)
                    : ExitCodes.Usage;
            case CliInvocation.Config config:
                return Find(config.Target, CliCommand.Config) is { } printable
                    ? _inspector.Config(environment => printable(environment), config.Origins, config.Json)
                    : ExitCodes.Usage;
            case var run:
                return Find(run, CliCommand.Root) is { } load ? await RunAsync(load) : ExitCodes.Usage;
        }
    }

    /// <summary>How to load what is to be run; null where the environment names nothing, which was then said.</summary>
    private Load? Find(CliInvocation run, CliCommand command)
    {
        switch (run)
        {
            case CliInvocation.RunFiles files:
                return environment => SettingsLoader.Load(Sources(files.Options, environment) with { Files = files.Files });
            case CliInvocation.RunCommand one:
                return environment => SettingsLoader.FromCommand(one.Command, Sources(one.Options, environment));
            case CliInvocation.RunLaunchCommand launch:
                return FindLaunchCommand(launch.Options, command);
            default:
                throw new UnreachableException();
        }
    }

    private Load? FindLaunchCommand(CliOptions options, CliCommand command)
    {
        if (Environment.GetEnvironmentVariable(LaunchCommand) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            (string verb, string word) = command switch
            {
                CliCommand.Check => ("check", "check "),
                CliCommand.Config => ("print", "config "),
                _ => ("run", ""),
            };
            string file = word.Length > 0 ? word : "run ";
            Refuse(
                $"nothing to {verb}: name a file (supervision {file}FILE), a command (supervision {word}-- COMMAND), or set {LaunchCommand}",
                command);
            return null;
        }

        if (ShellWords.TrySplit(text, out IReadOnlyList<string>? words, out string? problem))
            return environment => SettingsLoader.FromCommand(words, Sources(options, environment));
        Refuse($"{LaunchCommand}: {problem}", command);
        return null;
    }

    private static SettingsSources Sources(CliOptions options, Func<string, string?> environment) =>
        new()
        {
            Overrides = options.Overrides,
            Environment = environment,
            VariableNames = Environment.GetEnvironmentVariables().Keys.OfType<string>(),
        };

    private async Task<int> RunAsync(Load load)
    {
        using StopSignals signals = StopSignals.Install();
        SettingsResult result = load(Environment.GetEnvironmentVariable);
        if (result.Settings is not { } settings)
        {
            _inspector.Complain(result);
            return ExitCodes.Usage;
        }

        using ConsoleLog log = ConsoleLog.Create(settings.Log, output, Colours.Wanted, TimeProvider.System);
        string[] warnings = [.. result.Warnings.Select(warning => warning.Render()), .. RootWarning(settings)];
        return await new DaemonRun(settings, warnings, log, signals, RunningTree.Start, () => load(Environment.GetEnvironmentVariable)).RunAsync();
    }

    // In a container the user is the image's choice; elsewhere a service that keeps root should have said so (run-as.user = root).
    private static IEnumerable<string> RootWarning(SupervisionSettings settings)
    {
        string[] engines = [.. settings.Engines.Where(engine => engine.RunAs.User is null).Select(engine => engine.Name)];
        return Environment.IsPrivilegedProcess && Environment.ProcessId != 1 && engines.Length > 0
            ? [$"running as root: these engines have no run-as.user, so they run as root too: {string.Join(", ", engines)}"]
            : [];
    }

    private int Refuse(string message, CliCommand command)
    {
        Complain($"supervision: {message}");
        Complain($"Try '{CliHelp.Invocation(command)}'.");
        return ExitCodes.Usage;
    }

    private void Complain(string line) => error.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
