namespace Supervision.Hosting;

/// <summary>One probe: what is asked, and when.</summary>
public sealed class ProbeBuilder
{
    private readonly SettingsSection _section;
    private readonly string _path;

    internal ProbeBuilder(SettingsSection section, string path)
    {
        _section = section;
        _path = path;
    }

    /// <summary>An HTTP request; success is a status from 200 to 399.</summary>
    /// <param name="url">Absolute URL; <c>%(port)</c> is the engine's port.</param>
    public ProbeBuilder Http(string url) => Set("http", url);

    /// <summary>A TCP connection.</summary>
    /// <param name="address"><c>HOST:PORT</c>.</param>
    public ProbeBuilder Tcp(string address) => Set("tcp", address);

    /// <summary>A command; success is exit code 0.</summary>
    /// <param name="command">Program and arguments.</param>
    public ProbeBuilder Exec(params string[] command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _section.Set(_path + ".exec", command);
        return this;
    }

    /// <summary>A line of the engine's output.</summary>
    /// <param name="pattern">A regular expression.</param>
    public ProbeBuilder Log(string pattern) => Set("log", pattern);

    /// <summary>The standard health service of gRPC.</summary>
    /// <param name="address"><c>HOST:PORT</c>.</param>
    public ProbeBuilder Grpc(string address) => Set("grpc", address);

    /// <summary>Time before the first try. Default 0.</summary>
    /// <param name="time">How long.</param>
    public ProbeBuilder InitialDelay(TimeSpan time) => Set("initial-delay", time);

    /// <summary>Time between tries. Default 10 s.</summary>
    /// <param name="time">How long.</param>
    public ProbeBuilder Period(TimeSpan time) => Set("period", time);

    /// <summary>Time between tries until the first success. Default <see cref="Period"/>.</summary>
    /// <param name="time">How long.</param>
    public ProbeBuilder FastPeriod(TimeSpan time) => Set("fast-period", time);

    /// <summary>How long a try may take. Default 10 s.</summary>
    /// <param name="time">How long.</param>
    public ProbeBuilder Timeout(TimeSpan time) => Set("timeout", time);

    /// <summary>Failures in a row that count. Default 3; 60 for startup.</summary>
    /// <param name="count">1 or more.</param>
    public ProbeBuilder Failures(int count)
    {
        _section.Set(_path + ".failures", count);
        return this;
    }

    /// <summary>Successes in a row after failures that count. Default 1.</summary>
    /// <param name="count">1 or more.</param>
    public ProbeBuilder Successes(int count)
    {
        _section.Set(_path + ".successes", count);
        return this;
    }

    private ProbeBuilder Set(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _section.Set($"{_path}.{key}", value);
        return this;
    }

    private ProbeBuilder Set(string key, TimeSpan value)
    {
        _section.Set($"{_path}.{key}", value);
        return this;
    }
}
