namespace Supervision.Hosting;

/// <summary>The probes of one engine; each has exactly one check.</summary>
public sealed class ProbesBuilder
{
    private readonly SettingsSection _section;

    internal ProbesBuilder(SettingsSection section) => _section = section;

    /// <summary>Holds back the others until it succeeds once; its failures end the attempt.</summary>
    /// <param name="configure">The check and its times.</param>
    public ProbesBuilder Startup(Action<ProbeBuilder> configure) => Add("probes.startup", configure);

    /// <summary>Its failures make the engine fail.</summary>
    /// <param name="configure">The check and its times.</param>
    public ProbesBuilder Liveness(Action<ProbeBuilder> configure) => Add("probes.liveness", configure);

    /// <summary>Decides between ready and not ready.</summary>
    /// <param name="configure">The check and its times.</param>
    public ProbesBuilder Readiness(Action<ProbeBuilder> configure) => Add("probes.readiness", configure);

    /// <summary>All three ask the same URL.</summary>
    /// <param name="url">For example <c>http://127.0.0.1:8000/health</c>; <c>%(port)</c> is the engine's port.</param>
    /// <param name="startupPeriod">Time between tries until the first success. Default 1 s.</param>
    public ProbesBuilder Http(string url, TimeSpan? startupPeriod = null)
    {
        var fast = startupPeriod ?? TimeSpan.FromSeconds(1);
        return Startup(probe => probe.Http(url).FastPeriod(fast)).Liveness(probe => probe.Http(url)).Readiness(probe => probe.Http(url).FastPeriod(fast));
    }

    private ProbesBuilder Add(string path, Action<ProbeBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(new ProbeBuilder(_section, path));
        return this;
    }
}
