using System.Collections.Immutable;
using Supervision.Actors.Settings;
using Supervision.Entrypoint.CommandLine;

namespace Supervision.Entrypoint.Standard;

/// <summary>One bare command with everything that variables say about it.</summary>
/// <param name="form">Whose rules hold.</param>
/// <param name="command">Program and arguments.</param>
/// <param name="options">Options of the command line.</param>
/// <param name="files">Configuration files to load as well.</param>
internal sealed class LaunchPlan(LaunchForm form, ImmutableArray<string> command, CliOptions options, IReadOnlyList<string> files)
{
    private IReadOnlyList<VariableProblem> _problems = [];
    private SupervisordFile? _file;

    public LaunchForm Form => form;

    /// <summary>Program and arguments.</summary>
    public ImmutableArray<string> Command => command;

    /// <summary>The program's name in AWS' forms; null where it is that of the program.</summary>
    private string? Program => form switch
    {
        LaunchForm.Standard => "app",
        LaunchForm.Entrypoint => "llm-engine",
        _ => null,
    };

    /// <summary>Loads the settings; what is wrong with a variable is an error among the others.</summary>
    /// <param name="environment">The variables; null is unset.</param>
    /// <param name="own">What is made of the daemon's own files.</param>
    public SettingsResult Load(Func<string, string?> environment, OwnFiles own)
    {
        string[] names = [.. Environment.GetEnvironmentVariables().Keys.OfType<string>().Order(StringComparer.Ordinal)];
        var view = new StandardEnvironment(environment, form);
        string program = Program ?? SettingsLoader.NameOf(command);
        SupervisordFile file = Describe(view, program);
        var malformed = new List<VariableProblem>();
        foreach (string name in names)
        {
            if (SectionOverride.IsMalformed(name))
                malformed.Add(new VariableProblem(name, "is not of the form SUPERVISOR_SECTION_KEY, such as SUPERVISOR_PROGRAM__APP_STARTSECS; it is ignored"));
            else if (environment(name) is { } value && SectionOverride.Of(name, value) is { } set)
                file.Set(set.Section, set.Key, set.Value, set.Variable);
        }

        ProgramMapping mapping = new ProgramMapping(file, program, environment).Map();
        SettingsResult result = SettingsLoader.FromCommand(command, new SettingsSources
        {
            Files = files,
            Overrides = options.Overrides,
            Environment = view.Read,
            VariableNames = names,
            EngineName = program,
            OwnFiles = own,
            Layer = form == LaunchForm.Plain ? mapping.Layer : mapping.Layer.WithFallback(ExitsWithOne(program)),
        });
        _problems = [.. view.Variables.Problems, .. mapping.Problems];
        _file = file;
        return WithProblems(result, _problems) with
        {
            Warnings = [.. result.Warnings, .. malformed.Concat(mapping.Warnings).Select(problem => new SettingsWarning { Origin = OriginOf(problem), Message = problem.Message })],
        };
    }

    /// <summary>A result in which wrong variables are errors.</summary>
    public static SettingsResult WithProblems(SettingsResult result, IReadOnlyCollection<VariableProblem> problems) => problems.Count == 0
        ? result
        : result with
        {
            Settings = null,
            Errors = [.. problems.Select(problem => new SettingsError { Origin = OriginOf(problem), Message = problem.Message }), .. result.Errors],
        };

    /// <summary>What to exit with where there are no settings: under AWS' names and variables 1, as theirs.</summary>
    public int FailureCode => form != LaunchForm.Plain || _problems.Count > 0 ? ExitCodes.GaveUp : ExitCodes.Usage;

    /// <summary>The generated configuration of the last load.</summary>
    public string FileText => _file?.Render() ?? "";

    /// <summary>Where the configuration goes, and whether somebody asked for it there; null where nobody wants one.</summary>
    public static (string Path, bool Asked)? FileTarget(LaunchForm form, Func<string, string?> environment) =>
        new StandardVariables(environment).ConfigFile is { } path ? (path, true)
        : form == LaunchForm.Plain ? null
        : (StandardVariables.DefaultConfigPath, false);

    private SupervisordFile Describe(StandardEnvironment view, string program) => SupervisordFile.For(
        program, command, view.Variables.Recovery, view.Variables.Retries ?? StandardVariables.DefaultRetries,
        view.Read(StandardVariables.LogLevel) ?? view.Read(StandardVariables.SupervisorLogLevel) ?? "info", merged: form == LaunchForm.Standard);

    private static Hocon.HoconObject ExitsWithOne(string program)
    {
        var layer = new SettingsLayer();
        foreach (string kind in (string[])["gpu-lost", "driver-mismatch"])
        {
            layer.Set(null, "exit", "supervision", "engines", program, "failures", "policy", kind, "action");
            layer.Set(null, "1", "supervision", "engines", program, "failures", "policy", kind, "exit-code");
        }
        return layer.Root;
    }

    private static SettingsOrigin OriginOf(VariableProblem problem) => new($"environment variable {problem.Variable}", 0, 0);
}
