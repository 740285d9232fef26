using System.Globalization;
using System.Text;
using Supervision.Actors.Handover;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;
using Supervision.Entrypoint.Daemon;
using Supervision.Control.Health;
using Supervision.Entrypoint.Health;
using Supervision.Entrypoint.Inspection;
using Supervision.Entrypoint.Logging;
using Supervision.Entrypoint.Output;
using Supervision.Entrypoint.Standard;
using Supervision.Pbm;
using Supervision.Posix;

namespace Supervision.Entrypoint;

/// <summary>Carries out one command line.</summary>
/// <param name="output">Standard output, for what was asked for.</param>
/// <param name="error">Standard error, for what is wrong.</param>
internal sealed class EntrypointApp(IByteTarget output, IByteTarget error)
{
    private readonly Inspector _inspector = new(output, error);
    private readonly LaunchSources _sources = new(Environment.GetEnvironmentVariable, File.Exists);

    private Successor? _successor;
    private string? _checkedFormat;

    public Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (args is [Successor.CheckVerb, var format, ..])
        {
            _checkedFormat = format;
            args = [.. args.Skip(2)];
        }

        _successor = Successor.Of(args);
        return MultiCall.Find(MultiCall.CalledAs(), args) is var (name, arguments) ? RunAsAsync(name, arguments) : RunAsync(CliParser.Parse(args));
    }

    private async Task<int> RunAsync(CliInvocation invocation)
    {
        switch (invocation)
        {
            case CliInvocation.Help help: return _inspector.Print(CliHelp.For(help.Command));
            case CliInvocation.Version: return _inspector.Print(ProductVersion.Line + "\n");
            case CliInvocation.Preset { Name: null }: return _inspector.ListPresets();
            case CliInvocation.Preset preset: return _inspector.Print(Presets.TextOf(preset.Name!));
            case CliInvocation.Reference: return _inspector.Print(SettingsLoader.ReferenceText);
            case CliInvocation.Gpu gpu: return _inspector.Print(await GpuView.ShowAsync(gpu.Json));
            case CliInvocation.Events events: return EventsView.Show(events.Files, events.Json, _inspector, line => Complain($"supervision: {line}"));
            case CliInvocation.Completion completion: return _inspector.Print(Completions.For(completion.Shell));
            case CliInvocation.Probe probe: return await ProbeAsync(probe);
            case CliInvocation.Diff diff: return _inspector.Diff(Load(diff.Before, diff.Options), Load(diff.After, diff.Options));
            case CliInvocation.UsageError usage: return Refuse(usage.Message, usage.Command);
            case CliInvocation.Check check:
                return Find(check.Target, CliCommand.Check) is { } checkable
                    ? _inspector.Check(checkable.Load(Environment.GetEnvironmentVariable, OwnFiles.Expected), check.Json)
                    : ExitCodes.Usage;
            case CliInvocation.Config config:
                return Find(config.Target, CliCommand.Config) is { } printable
                    ? _inspector.Config(environment => printable.Load(environment, OwnFiles.Unseen), config.Origins, config.Json)
                    : ExitCodes.Usage;
            case var run:
                return Find(run, CliCommand.Root) is { } launch ? await RunAsync(launch) : ExitCodes.Usage;
        }
    }

    private async Task<int> ProbeAsync(CliInvocation.Probe probe)
    {
        if ((probe.Address ?? Environment.GetEnvironmentVariable(ProbeClient.AddressVariable)) is not { Length: > 0 } address)
            return Refuse($"no listener to ask: name it (supervision probe {probe.Question.ToString().ToLowerInvariant()} HOST:PORT) or set {ProbeClient.AddressVariable}", CliCommand.Probe);
        HealthAnswer answer = await ProbeClient.AskAsync(probe.Question, address);
        return _inspector.Print(answer.Text, answer.Good ? ExitCodes.Stopped : ExitCodes.GaveUp);
    }

    private SettingsResult Load(string file, CliOptions options) =>
        _sources.Find(new CliInvocation.RunFiles([file], options), CliCommand.Diff).Launch!.Load(Environment.GetEnvironmentVariable, OwnFiles.Unseen);

    /// <summary>Carries out what one of the executable's other names stands for.</summary>
    private Task<int> RunAsAsync(string name, string[] args) => name switch
    {
        MultiCall.StandardSupervisor => StandardAsync(args),
        MultiCall.Pbm => PbmApp.RunAsync(args),
        MultiCall.SupervisorEntrypoint => EntrypointAsync(args),
        MultiCall.ExtractEntrypoint => Task.FromResult(new EntrypointScript(text => _inspector.Print(text), Complain).Run(args)),
        _ => Task.FromResult(new ConfigGenerator(text => _inspector.Print(text), Complain).Run(args)),
    };

    private Task<int> StandardAsync(string[] command)
    {
        if (command.Length == 0)
        {
            Complain("ERROR: No launch command provided");
            Complain($"Usage: {MultiCall.StandardSupervisor} <launch_command> [args...]");
            Complain($"Example: {MultiCall.StandardSupervisor} vllm serve model --host 0.0.0.0 --port 8080");
            return Task.FromResult(ExitCodes.GaveUp);
        }
        return new StandardVariables(Environment.GetEnvironmentVariable).ProcessRecovery == false
            ? new DirectLaunch(Complain).RunAsync(command)
            : RunAsync(_sources.OfCommand(LaunchForm.Standard, [.. command], CliOptions.None));
    }

    private Task<int> EntrypointAsync(string[] args)
    {
        var (words, problem) = args.Length > 0 && Environment.GetEnvironmentVariable(LaunchSources.LaunchCommand) is null
            ? ([.. args], null)
            : _sources.Words();
        if (words is { } command)
            return RunAsync(_sources.OfCommand(LaunchForm.Entrypoint, command, CliOptions.None));
        Complain($"ERROR: {problem ?? $"{LaunchSources.LaunchCommand} must be set"}");
        if (problem is null)
            Complain($"No launch command available: set {LaunchSources.LaunchCommand} to the command that starts the engine.");
        return Task.FromResult(ExitCodes.GaveUp);
    }

    private Launch? Find(CliInvocation run, CliCommand command)
    {
        var (launch, problem) = _sources.Find(run, command);
        if (problem is not null)
            Refuse(problem, command);
        return launch;
    }

    private async Task<int> RunAsync(Launch launch)
    {
        if (_checkedFormat is not null)
            return CheckHandover(launch, _checkedFormat);
        await using SystemAhead ahead = SystemAhead.Begin();
        using StopSignals signals = StopSignals.Install();
        Predecessor predecessor = Predecessor.Take();
        ProgramReplacement.TakeSignals(StopSignals.All);
        SettingsResult result = launch.Load(Environment.GetEnvironmentVariable, OwnFiles.Required);
        // It was asked before; should the configuration have become wrong since, the one that runs is kept.
        if ((result.Settings ?? predecessor.State?.Settings) is not { } settings)
            return ComplainAbout(result, launch.Plan);
        var preparation = new LaunchPreparation(launch.Plan, signals);
        if (predecessor.State is { } state)
        {
            preparation.Adopt(state.Host.GetValueOrDefault(Predecessor.Written));
        }
        else if (await preparation.RunAsync() is { } problem)
        {
            Complain($"ERROR: {problem}");
            return ExitCodes.GaveUp;
        }

        try
        {
            using ConsoleLog log = ConsoleLog.Create(settings.Log, output, Colours.Wanted, TimeProvider.System);
            string[] warnings = [.. result.Warnings.Select(warning => warning.Render()), .. preparation.Warnings, .. RootWarning(settings)];
            return await new DaemonRun(
                settings, warnings, log, signals, (all, console) => RunningTree.Start(all, console, predecessor.State, ahead.Take()),
                () => launch.Load(Environment.GetEnvironmentVariable, OwnFiles.Unseen), result)
            {
                Successor = _successor,
                Predecessor = predecessor,
                Written = preparation.Written,
            }.RunAsync();
        }
        finally
        {
            preparation.CleanUp();
        }
    }

    // The question of a daemon that is to be replaced by this program.
    private int CheckHandover(Launch launch, string format)
    {
        if (format != TreeState.Format.ToString(CultureInfo.InvariantCulture))
        {
            Complain($"{ProductVersion.Line} takes over from programs with the format {TreeState.Format} of the state, and this one has {format}");
            return ExitCodes.Usage;
        }

        SettingsResult result = launch.Load(Environment.GetEnvironmentVariable, OwnFiles.Required);
        if (result.Settings is null)
        {
            _inspector.Complain(result);
            return ExitCodes.Usage;
        }

        return _inspector.Print($"{Successor.Ready} {TreeState.Format} {ProductVersion.Line}\n");
    }

    private int ComplainAbout(SettingsResult result, LaunchPlan? plan)
    {
        TerminationMessage.Write(null, string.Join('\n', result.Errors.Select(problem => problem.Render())));
        if (plan is null or { Form: LaunchForm.Plain })
            _inspector.Complain(result);
        else
            foreach (SettingsError problem in result.Errors)
                Complain($"ERROR: Configuration error: {Explain(problem)}");
        return plan?.FailureCode ?? ExitCodes.Usage;
    }

    private static string Explain(SettingsError problem)
    {
        if (problem.Path.Length > 0 || problem.Origin.Line > 0)
            return problem.Render();
        string variable = problem.Origin.Source[(problem.Origin.Source.LastIndexOf(' ') + 1)..];
        return problem.Message.Contains(variable, StringComparison.Ordinal) ? problem.Message : $"{problem.Message} (set by {variable})";
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
