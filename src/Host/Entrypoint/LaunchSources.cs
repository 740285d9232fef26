using System.Collections.Immutable;
using System.Diagnostics;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;
using Supervision.Entrypoint.Standard;
using Supervision.Posix;

namespace Supervision.Entrypoint;

/// <summary>Finds out what a command line, the environment and the container's file say is to be run.</summary>
/// <param name="environment">The variables; null is unset.</param>
/// <param name="exists">Whether there is a file.</param>
internal sealed class LaunchSources(Func<string, string?> environment, Func<string, bool> exists)
{
    public const string LaunchCommand = "LAUNCH_COMMAND";
    public const string ConfigurationVariable = "SUPERVISION_CONFIG";
    public const string ContainerFile = "/etc/supervision/container.conf";

    /// <summary>What to launch, or what to say where there is nothing.</summary>
    /// <param name="run">One of the forms that run something.</param>
    /// <param name="command">The command that asks, for the message.</param>
    public (Launch? Launch, string? Problem) Find(CliInvocation run, CliCommand command)
    {
        switch (run)
        {
            case CliInvocation.RunFiles files:
                return (OfFiles(files.Files, files.Options), null);
            case CliInvocation.RunCommand one:
                return (OfCommand(LaunchForm.Plain, one.Command, one.Options), null);
            case CliInvocation.RunLaunchCommand launch when Named is { Count: > 0 } named:
                return (OfFiles([.. named], launch.Options), null);
            case CliInvocation.RunLaunchCommand launch when exists(ContainerFile):
                return (OfFiles([ContainerFile], launch.Options), null);
            case CliInvocation.RunLaunchCommand launch:
                var (words, problem) = Words();
                return words is null ? (null, problem ?? Nothing(command)) : (OfCommand(LaunchForm.Plain, words.Value, launch.Options), null);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>A bare command under somebody's rules.</summary>
    public Launch OfCommand(LaunchForm form, ImmutableArray<string> command, CliOptions options)
    {
        var plan = new LaunchPlan(form, command, options, Named);
        return new Launch(plan.Load, plan);
    }

    /// <summary>The words of <c>LAUNCH_COMMAND</c>; nothing where it is not set, or what is wrong with it.</summary>
    public (ImmutableArray<string>? Words, string? Problem) Words()
    {
        if (environment(LaunchCommand) is not { } text || string.IsNullOrWhiteSpace(text))
            return (null, null);
        return ShellWords.TrySplit(text, out IReadOnlyList<string>? words, out string? problem)
            ? ([.. words], null)
            : (null, $"{LaunchCommand}: {problem}");
    }

    private IReadOnlyList<string> Named => environment(ConfigurationVariable) is { Length: > 0 } file ? [file] : [];

    private static Launch OfFiles(ImmutableArray<string> files, CliOptions options) => new((variables, own) =>
    {
        var view = new StandardEnvironment(variables, LaunchForm.Plain);
        SettingsResult result = SettingsLoader.Load(new SettingsSources
        {
            Files = files,
            Overrides = options.Overrides,
            Environment = view.Read,
            VariableNames = Environment.GetEnvironmentVariables().Keys.OfType<string>(),
            OwnFiles = own,
        });
        return LaunchPlan.WithProblems(result, view.Variables.Problems);
    });

    private static string Nothing(CliCommand command)
    {
        (string verb, string word) = command switch
        {
            CliCommand.Check => ("check", "check "),
            CliCommand.Config => ("print", "config "),
            _ => ("run", ""),
        };
        string file = word.Length > 0 ? word : "run ";
        return $"nothing to {verb}: name a file (supervision {file}FILE), a command (supervision {word}-- COMMAND), or set {LaunchCommand}";
    }
}
