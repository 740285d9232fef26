using System.Globalization;
using Supervision.Posix;

namespace Supervision.Entrypoint.Standard;

// Overview
// What variables say about [program:x] becomes settings of the engine x. Keys that nobody set are left to the settings' own defaults.
// Texts are handed on as they are where the settings' reader checks them; numbers and switches are checked here, because supervisord
// writes them differently. What has no meaning here is said once and otherwise left alone.

/// <summary>Turns sections that variables wrote into settings.</summary>
/// <param name="file">The whole configuration.</param>
/// <param name="main">The name of the program that the bare command is.</param>
/// <param name="environment">What <c>%(ENV_NAME)s</c> sees.</param>
internal sealed class ProgramMapping(SupervisordFile file, string main, Func<string, string?> environment)
{
    private const string ProgramPrefix = "program:";

    private readonly SettingsLayer _layer = new();
    private readonly List<VariableProblem> _problems = [];
    private readonly List<VariableProblem> _warnings = [];

    public Hocon.HoconObject Layer => _layer.Root;

    public IReadOnlyList<VariableProblem> Problems => _problems;

    public IReadOnlyList<VariableProblem> Warnings => _warnings;

    public ProgramMapping Map()
    {
        foreach (string section in file.Sections)
        {
            var written = file[section].Where(key => key.Value.Variable is not null).ToList();
            if (section.StartsWith(ProgramPrefix, StringComparison.Ordinal))
            {
                string program = section[ProgramPrefix.Length..];
                if (program != main && file.Find(section, "command") is null)
                    _problems.Add(new VariableProblem(written[0].Value.Variable!, $"[{section}] does not specify a command"));
                else
                    foreach (var (key, entry) in written)
                        MapKey(section, program, key, entry);
            }
            else if (section == "supervisord")
                MapDaemon(written);
            else
                foreach (var (_, entry) in written)
                    _warnings.Add(new VariableProblem(entry.Variable!, $"[{section}] has no effect here{Instead(section)}; it is only written to the generated configuration"));
        }
        return this;
    }

    // What does here what such a section does there.
    private static string Instead(string section) => section.Split(':')[0] switch
    {
        "group" => ": use supervision.groups in a file that SUPERVISION_CONFIG names",
        "eventlistener" => ": events are in the log (SUPERVISION_LOG_FORMAT=json) and in the journal",
        _ => "",
    };

    private void MapDaemon(List<KeyValuePair<string, SupervisordFile.Entry>> written)
    {
        foreach (var (key, entry) in written)
            if (key == "loglevel")
                _layer.Set(entry.Variable, entry.Value is "trace" or "blather" ? "debug" : entry.Value, "supervision", "log", "level");
            else
                _warnings.Add(new VariableProblem(entry.Variable!, $"[supervisord] {key} has no effect here"));
    }

    private void MapKey(string section, string program, string key, SupervisordFile.Entry entry)
    {
        string variable = entry.Variable!;
        switch (key)
        {
            case "command": SetCommand(program, variable, entry.Value); break;
            case "directory": Set(program, variable, Expand(program, variable, entry.Value), "directory"); break;
            case "user": Set(program, variable, entry.Value, "run-as", "user"); break;
            case "umask": Set(program, variable, entry.Value, "umask"); break;
            case "stopsignal": Set(program, variable, entry.Value, "stop", "signal"); break;
            case "numprocs": Number(section, program, key, entry, value => Set(program, variable, value, "instances")); break;
            case "startretries": Number(section, program, key, entry, value => Set(program, variable, value, "budget", "max-retries")); break;
            case "stopwaitsecs": Number(section, program, key, entry, value => Set(program, variable, value + "s", "stop", "timeout")); break;
            case "startsecs": Number(section, program, key, entry, value => SetStartTime(program, variable, value)); break;
            case "autostart": Switch(section, key, entry, value => Set(program, variable, value ? "true" : "false", "autostart")); break;
            case "autorestart" when entry.Value.ToLowerInvariant() == "unexpected": Set(program, variable, Unexpected(section), "restart"); break;
            case "autorestart": Switch(section, key, entry, value => Set(program, variable, value ? "true" : "false", "restart")); break;
            case "environment": SetEnvironment(section, program, entry); break;
            case "stdout_logfile" or "stderr_logfile" or "redirect_stderr": SetOutput(section, program); break;
            case "stdout_logfile_maxbytes" when !LogSizes.TryParse(entry.Value, out _):
                _problems.Add(new VariableProblem(variable, $"[{section}] {key} must be a size such as 50MB, got '{entry.Value}'"));
                break;
            case "stdout_logfile_maxbytes":
                Set(program, variable, LogSizes.Show(entry.Value), "logs", "rotate", "size");
                break;
            case "stdout_logfile_backups": Number(section, program, key, entry, value => Set(program, variable, value, "logs", "rotate", "keep")); break;
            case "stopasgroup" or "killasgroup": Switch(section, key, entry, static _ => { }); break;
            default:
                if (!SupervisordKeys.OfPrograms.Contains(key))
                    _warnings.Add(new VariableProblem(variable, $"[{section}] {key} is no key of a program and has no effect"));
                break;
        }
    }

    // supervisord's word for "only where the exit code is not one of exitcodes"; here only 0 can be such a code.
    private string Unexpected(string section)
    {
        if (file.Find(section, "exitcodes") is { Variable: { } variable, Value: var codes } && codes.Trim() != "0")
            _warnings.Add(new VariableProblem(variable, $"[{section}] exitcodes: only 0 can be an expected end; '{codes}' is taken as 0"));
        return "transient";
    }

    // Where supervisord says RUNNING, here an engine is ready. Exits before that count against startretries there, and nothing else does;
    // a limit of ours for failures before an engine was ready would give up earlier than startretries says.
    private void SetStartTime(string program, string variable, string seconds)
    {
        Set(program, variable, seconds + "s", "ready-after");
        if (seconds.TrimStart('0').Length > 0)
            Set(program, variable, "off", "budget", "same-failures");
    }

    private void SetCommand(string program, string variable, string value)
    {
        string text = Expand(program, variable, value);
        if (!ShellWords.TrySplit(text, out IReadOnlyList<string>? words, out string? error))
            _problems.Add(new VariableProblem(variable, $"[{ProgramPrefix}{program}] command cannot be split into words: {error}"));
        else
            _layer.Set(variable, words, "supervision", "engines", program, "command");
    }

    private void SetEnvironment(string section, string program, SupervisordFile.Entry entry)
    {
        if (!EnvironmentList.TryParse(Expand(program, entry.Variable!, entry.Value), out var pairs))
        {
            _problems.Add(new VariableProblem(entry.Variable!, $"[{section}] environment must be a list such as A=\"1\",B=\"2\""));
            return;
        }
        foreach (var (name, value) in pairs)
            Set(program, entry.Variable!, value, "environment", name);
    }

    private void SetOutput(string section, string program)
    {
        bool merged = file.Find(section, "redirect_stderr") is { } redirect && TryParse(redirect.Value, out bool on) && on;
        if (file.Find(section, "stdout_logfile") is { Variable: not null } stdout)
            SetStream(program, stdout, "stdout");
        if (file.Find(section, "redirect_stderr") is { Variable: { } variable } && !merged)
            Set(program, variable, "passthrough", "logs", "stderr");
        else if (merged)
            Set(program, file.Find(section, "redirect_stderr")!.Variable, "stdout", "logs", "stderr");
        if (!merged && file.Find(section, "stderr_logfile") is { Variable: not null } stderr)
            SetStream(program, stderr, "stderr");
    }

    private void SetStream(string program, SupervisordFile.Entry entry, string stream)
    {
        string target = Expand(program, entry.Variable!, entry.Value);
        string word = target switch
        {
            "NONE" or "none" or "/dev/null" or "AUTO" or "auto" => "null",
            "/dev/stdout" when stream == "stdout" => "passthrough",
            "/dev/stderr" when stream == "stderr" => "passthrough",
            "/dev/stdout" => "stdout",
            "syslog" => "inherit",
            _ => target,
        };
        Set(program, entry.Variable, word, "logs", stream);
        if (word.Contains('/'))
            Set(program, entry.Variable, "raw", "logs", "format");
    }

    private void Number(string section, string program, string key, SupervisordFile.Entry entry, Action<string> set)
    {
        string value = Expand(program, entry.Variable!, entry.Value);
        if (int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= 0)
            set(number.ToString(CultureInfo.InvariantCulture));
        else
            _problems.Add(new VariableProblem(entry.Variable!, $"[{section}] {key} must be an integer of at least 0, got '{entry.Value}'"));
    }

    private void Switch(string section, string key, SupervisordFile.Entry entry, Action<bool> set)
    {
        if (TryParse(entry.Value, out bool value))
            set(value);
        else
            _problems.Add(new VariableProblem(entry.Variable!, $"[{section}] {key} must be true or false, got '{entry.Value}'"));
    }

    private static bool TryParse(string text, out bool value)
    {
        value = text.ToLowerInvariant() is "true" or "t" or "1" or "on" or "yes";
        return value || text.ToLowerInvariant() is "false" or "f" or "0" or "off" or "no";
    }

    private string Expand(string program, string variable, string text)
    {
        string result = SupervisordCommand.Expand(text, Value, out string? problem);
        if (problem is not null)
            _problems.Add(new VariableProblem(variable, $"{variable}: {problem}"));
        return result;

        string? Value(string name) => name switch
        {
            "program_name" or "group_name" => program,
            "process_num" => "%(instance)",
            "here" => "/tmp",
            _ when name.StartsWith("ENV_", StringComparison.Ordinal) => environment(name[4..]),
            _ => null,
        };
    }

    private void Set(string program, string? variable, string value, params ReadOnlySpan<string> path) =>
        _layer.Set(variable, value, (string[])["supervision", "engines", program, .. path]);
}
