using System.Globalization;
using System.Text;

namespace Supervision.Entrypoint.Standard;

/// <summary>A configuration in supervisord's form: sections and keys in order.</summary>
internal sealed class SupervisordFile
{
    private readonly OrderedDictionary<string, OrderedDictionary<string, Entry>> _sections = new(StringComparer.Ordinal);

    /// <summary>A value and the variable that set it; null for what was there by itself.</summary>
    public sealed record Entry(string Value, string? Variable);

    public IEnumerable<string> Sections => _sections.Keys;

    public IEnumerable<KeyValuePair<string, Entry>> this[string section] => _sections[section];

    public Entry? Find(string section, string key) =>
        _sections.TryGetValue(section, out OrderedDictionary<string, Entry>? keys) && keys.TryGetValue(key, out Entry? entry) ? entry : null;

    public void Set(string section, string key, string value, string? variable = null)
    {
        if (!_sections.TryGetValue(section, out OrderedDictionary<string, Entry>? keys))
            _sections.Add(section, keys = new(StringComparer.Ordinal));
        keys[key] = new Entry(value, variable);
    }

    /// <summary>What a bare command is run with.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="recovery">Whether it is started again.</param>
    /// <param name="retries">How often.</param>
    /// <param name="level">Log level.</param>
    /// <param name="merged">Whether standard error goes into standard output.</param>
    public static SupervisordFile For(string program, IEnumerable<string> command, bool recovery, int retries, string level, bool merged)
    {
        var file = new SupervisordFile();
        file.Set("supervisord", "nodaemon", "true");
        file.Set("supervisord", "loglevel", level);
        file.Set("supervisord", "logfile", "/dev/null");
        file.Set("supervisord", "pidfile", $"/tmp/supervisord-{program}.pid");
        string section = $"program:{program}";
        file.Set(section, "command", SupervisordCommand.Join(command));
        file.Set(section, "autostart", "true");
        file.Set(section, "autorestart", recovery ? "true" : "false");
        file.Set(section, "startretries", retries.ToString(CultureInfo.InvariantCulture));
        file.Set(section, "stdout_logfile", "/dev/stdout");
        file.Set(section, "stdout_logfile_maxbytes", "0");
        file.Set(section, "stderr_logfile", "/dev/stderr");
        file.Set(section, "stderr_logfile_maxbytes", "0");
        file.Set(section, "redirect_stderr", merged ? "true" : "false");
        file.Set(section, "exitcodes", "255");
        file.Set(section, "startsecs", "1");
        file.Set(section, "stopsignal", "TERM");
        file.Set(section, "stopwaitsecs", "30");
        file.Set(section, "stopasgroup", "true");
        file.Set(section, "killasgroup", "true");
        return file;
    }

    /// <summary>The file's text: <c>key = value</c> lines, and an empty line after each section.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        foreach (var (section, keys) in _sections)
        {
            text.Append('[').Append(section).Append("]\n");
            foreach (var (key, entry) in keys)
            {
                // What goes on in the next line must be indented.
                string value = entry.Value.ReplaceLineEndings("\n").Replace("\n", "\n\t", StringComparison.Ordinal);
                text.Append(key).Append(" = ").Append(value).Append('\n');
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
