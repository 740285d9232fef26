using Supervision.Actors.Settings;
using Supervision.Hocon;

namespace Supervision.Hosting;

/// <summary>
/// One engine in code. What it says becomes the section <c>supervision.engines.NAME</c> and is read by the same loader as HOCON: presets,
/// defaults, checks and errors are the same, and HOCON of a higher layer can override any of it. What is not said has its default.
/// </summary>
public sealed partial class EngineBuilder
{
    private readonly SettingsSection _section;

    internal EngineBuilder(string name)
    {
        Name = name;
        _section = new SettingsSection($"WithEngine(\"{name}\")");
    }

    /// <summary>The engine's name.</summary>
    public string Name { get; }

    internal HoconObject Layer => _section.Below("supervision", "engines", Name);

    /// <summary>What runs.</summary>
    /// <param name="command">Program and arguments, taken as they are; <c>%(instance)</c> in them is the instance's index.</param>
    public EngineBuilder Command(params string[] command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _section.Set("command", command);
        return this;
    }

    /// <summary>What is known of an engine fills in what is not said here.</summary>
    /// <param name="preset"><c>vllm</c>, <c>sglang</c>, <c>tensorrt-llm</c>, <c>triton</c>, <c>tgi</c> or <c>llama.cpp</c>.</param>
    public EngineBuilder Preset(string preset) => Set("preset", preset);

    /// <summary>The group that supervises it. Default <c>default</c>.</summary>
    /// <param name="group">Its name.</param>
    public EngineBuilder Group(string group) => Set("group", group);

    /// <summary>How many copies run. Default 1.</summary>
    /// <param name="instances">1 to 256.</param>
    public EngineBuilder Instances(int instances)
    {
        _section.Set("instances", instances);
        return this;
    }

    /// <summary>The port that <c>%(port)</c> stands for in checks. Default that of the command or the preset.</summary>
    /// <param name="port">1 to 65535.</param>
    public EngineBuilder Port(int port)
    {
        _section.Set("port", port);
        return this;
    }

    /// <summary>Sets a variable of its environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; null removes it.</param>
    public EngineBuilder Environment(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _section.SetKey("environment", name, value);
        return this;
    }

    /// <summary>Sets variables of its environment.</summary>
    /// <param name="variables">Names and values; a null value removes one.</param>
    public EngineBuilder Environment(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        foreach (var (name, value) in variables)
            Environment(name, value);
        return this;
    }

    /// <summary>Sets a variable whose value is the content of a file, read at each start and never shown.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="file">The file.</param>
    public EngineBuilder Secret(string name, string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(file);
        _section.SetKey("secrets", name, file);
        return this;
    }

    /// <summary>Sets a label, by which commands can select it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    public EngineBuilder Label(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _section.SetKey("labels", key, value);
        return this;
    }

    /// <summary>Its working directory. Default the host's.</summary>
    /// <param name="directory">A path.</param>
    public EngineBuilder Directory(string directory) => Set("directory", directory);

    /// <summary>Whether it starts with its group. Default true.</summary>
    /// <param name="autostart">Whether it does.</param>
    public EngineBuilder AutoStart(bool autostart)
    {
        _section.Set("autostart", autostart);
        return this;
    }

    /// <summary>When an exit that nobody asked for is a failure. Default <see cref="RestartType.Permanent"/>.</summary>
    /// <param name="restart">When.</param>
    public EngineBuilder Restart(RestartType restart) => Set("restart", restart switch
    {
        RestartType.Transient => "transient",
        RestartType.Temporary => "temporary",
        _ => "permanent",
    });

    /// <summary>What each start waits for.</summary>
    /// <param name="engine">Another engine.</param>
    /// <param name="condition">What must hold of it. Default that it is ready.</param>
    /// <param name="restartWith">Whether this engine also stops and starts with it. Default false.</param>
    public EngineBuilder DependsOn(string engine, DependencyCondition condition = DependencyCondition.Ready, bool restartWith = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(engine);
        var path = HoconPath.Render(["depends-on", engine]);
        _section.Set(path + ".condition", condition.ToString().ToLowerInvariant());
        _section.Set(path + ".restart-with", restartWith);
        return this;
    }

    /// <summary>Sets any setting of an engine; <c>reference.conf</c> has them all below <c>supervision.defaults.engine</c>.</summary>
    /// <param name="path">For example <c>failures.wait-limit</c>.</param>
    /// <param name="value">A text such as <c>10m</c>; null is HOCON's null.</param>
    /// <exception cref="HoconException">The path is malformed.</exception>
    public EngineBuilder Set(string path, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _section.Set(path, value);
        return this;
    }

    /// <summary>Sets settings of an engine as HOCON.</summary>
    /// <param name="hocon">What would stand between the braces of <c>supervision.engines.NAME { }</c>.</param>
    /// <exception cref="HoconException">The text has errors.</exception>
    public EngineBuilder Hocon(string hocon)
    {
        _section.Merge(HoconDocument.Parse(hocon, new HoconOptions { SourceName = $"WithEngine(\"{Name}\").Hocon" }).Resolve());
        return this;
    }
}
